//! A small server of the page, for development and for the page tests.

use crate::config::Project;
use crate::tools::Tools;
use crate::{Result, browser, build, say, site};
use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The strictest policy that a host may have and under which the page still has to work: so we develop under it.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/// The timeout of a connection.
const PATIENCE: Duration = Duration::from_secs(60);

/// Bytes of a request that are read at most.
const LONGEST_HEAD: u64 = 64 * 1024;

/// Serves what is delivered, or its source as it is.
pub fn run(project: &Project, tools: &Tools, port: u16, open: bool, source: bool) -> Result<()> {
    let folder = if source {
        build::packages(project, tools)?;
        project.www()
    } else {
        site::build(project, tools)?;
        site::folder(project)
    };
    let address = format!("http://{}/", start(folder.clone(), port)?);
    say(format!("serving {} at {address} (Ctrl-C stops it)", folder.display()));
    if open {
        browser::open(&address);
    }
    loop {
        thread::park();
    }
}

/// Starts serving a folder in the background, until the program ends. Returns its address.
pub fn start(folder: PathBuf, port: u16) -> Result<SocketAddr> {
    let folder = folder.canonicalize().map_err(|e| format!("cannot serve {}: {e}.", folder.display()))?;
    let listener = listen(port)?;
    let address = listener.local_addr().map_err(|e| format!("cannot serve: {e}."))?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A thread each: browsers open connections in advance, and an idle one must not keep the others waiting.
            // A browser that has gone away needs no answer.
            thread::spawn(move || answer(&folder, &stream).ok());
        }
    });
    Ok(address)
}

/// Reads one request and answers it. No connection is used twice, which keeps this short; on one machine it costs nothing.
fn answer(folder: &Path, mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let request = head.next().transpose()?.unwrap_or_default();
    // The rest is read too, because closing a connection with something unread in it discards the answer.
    while head.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let mut words = request.split(' ');
    let (Some(method), Some(url)) = (words.next(), words.next()) else { return Ok(()) };
    let reply = reply(folder, method, url);
    stream.write_all(reply.head().as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&reply.body)?;
    }
    Ok(())
}

/// Takes the port, or the next one that is free (0: any). Only this machine can reach it.
fn listen(port: u16) -> Result<TcpListener> {
    for port in port..=u16::MAX {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(e) if e.kind() == ErrorKind::AddrInUse => {}
            Err(e) => return Err(format!("cannot serve on port {port}: {e}. Choose another with --port.")),
            Ok(listener) => return Ok(listener),
        }
    }
    Err(format!("no port from {port} on is free: choose a lower one with --port."))
}

#[derive(Debug)]
struct Reply {
    status: u16,
    mime: &'static str,
    body: Vec<u8>,
    /// Where else to look, for a status of 301.
    location: Option<String>,
}

impl Reply {
    fn sentence(status: u16, sentence: &str) -> Self {
        Self { status, mime: "text/plain; charset=utf-8", body: format!("{sentence}\n").into_bytes(), location: None }
    }

    fn head(&self) -> String {
        let reason = match self.status {
            200 => "OK",
            301 => "Moved Permanently",
            404 => "Not Found",
            405 => "Method Not Allowed",
            _ => "Internal Server Error",
        };
        let location = self.location.as_ref().map_or(String::new(), |place| format!("Location: {place}\r\n"));
        format!(
            "HTTP/1.1 {} {reason}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{location}\
             Cache-Control: no-store\r\nContent-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\n\
             Connection: close\r\n\r\n",
            self.status,
            self.mime,
            self.body.len(),
        )
    }
}

/// The answer to a request, from a folder that is given in its canonical form.
fn reply(folder: &Path, method: &str, url: &str) -> Reply {
    if !matches!(method, "GET" | "HEAD") {
        return Reply::sentence(405, "Only GET and HEAD are answered here.");
    }
    let (path, query) = url.find(['?', '#']).map_or((url, ""), |at| url.split_at(at));
    let missing = || Reply::sentence(404, &format!("There is no {path} here."));
    let Some(names) = safe_names(path) else { return missing() };
    let mut file = names.iter().fold(folder.to_path_buf(), |file, name| file.join(name));
    if file.is_dir() {
        if !path.ends_with('/') {
            // Otherwise the page's relative addresses would be looked for one folder too high.
            let location = Some(format!("/{}/{query}", path.trim_matches('/')));
            return Reply { location, ..Reply::sentence(301, "It is a folder: add a slash.") };
        }
        file.push("index.html");
    }
    // A link inside the folder may lead out of it.
    match file.canonicalize() {
        Ok(real) if real.starts_with(folder) && real.is_file() => match fs::read(&real) {
            Ok(body) => Reply { status: 200, mime: mime(&file), body, location: None },
            Err(e) => Reply::sentence(500, &format!("{path} cannot be read: {e}.")),
        },
        _ => missing(),
    }
}

/// The names in a path, decoded; nothing if one of them could lead out of the folder on any system.
fn safe_names(path: &str) -> Option<Vec<String>> {
    let decoded = percent_decoded(path)?;
    let names: Vec<String> = decoded.split('/').filter(|name| !matches!(*name, "" | ".")).map(String::from).collect();
    let safe = |name: &String| name != ".." && !name.contains(['\\', ':', '\0']);
    names.iter().all(safe).then_some(names)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

/// The type of a file. Browsers insist on it for modules, styles and WebAssembly.
fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::tests::folder;

    fn site(test: &str) -> PathBuf {
        let top = folder(test).canonicalize().unwrap();
        fs::create_dir_all(top.join("www/labs dir")).unwrap();
        fs::write(top.join("secret.txt"), "secret").unwrap();
        fs::write(top.join("www/index.html"), "<p>top").unwrap();
        fs::write(top.join("www/labs dir/index.html"), "<p>lab").unwrap();
        fs::write(top.join("www/main.js"), "1").unwrap();
        top.join("www")
    }

    fn get(www: &Path, url: &str) -> (u16, String) {
        let reply = reply(www, "GET", url);
        (reply.status, String::from_utf8(reply.body).unwrap())
    }

    #[test]
    fn files_and_folders_are_found() {
        let www = site("found");
        assert_eq!(get(&www, "/"), (200, "<p>top".into()));
        assert_eq!(get(&www, "/?lab=xor#state"), (200, "<p>top".into()));
        assert_eq!(get(&www, "/main.js?v=1"), (200, "1".into()));
        assert_eq!(get(&www, "/labs%20dir/"), (200, "<p>lab".into()));
        let redirect = reply(&www, "GET", "//labs%20dir?a=b");
        assert_eq!((redirect.status, redirect.location.as_deref()), (301, Some("/labs%20dir/?a=b")));
        assert_eq!(get(&www, "/nothing.js"), (404, "There is no /nothing.js here.\n".into()));
        assert_eq!(reply(&www, "POST", "/").status, 405);
        fs::remove_dir_all(www.parent().unwrap()).unwrap();
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let www = site("outside");
        let outside = www.parent().unwrap().join("secret.txt");
        for url in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/labs%20dir/../../secret.txt",
            "/..\\secret.txt",
            "/%5c..%5csecret.txt",
            "/%00",
            "/%ff",
            "/%2",
            &format!("/{}", outside.display()),
            &format!("/%2f{}", outside.display()),
        ] {
            assert_eq!(get(&www, url).0, 404, "{url}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&outside, www.join("link.txt")).unwrap();
            assert_eq!(get(&www, "/link.txt").0, 404, "a link that leads out");
        }
        fs::remove_dir_all(www.parent().unwrap()).unwrap();
    }

    #[test]
    fn types_that_browsers_insist_on() {
        for (file, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("main.js", "text/javascript"),
            ("nn_playground_bg.wasm", "application/wasm"),
            ("pl.json", "application/json"),
            ("style.css", "text/css"),
            ("icon.svg", "image/svg+xml"),
            ("icon.png", "image/png"),
            ("LICENSE", "application/octet-stream"),
        ] {
            assert_eq!(mime(Path::new(file)), expected, "{file}");
        }
    }

    #[test]
    fn the_next_port_when_one_is_taken() {
        let first = listen(0).unwrap();
        let taken = first.local_addr().unwrap().port();
        if taken < u16::MAX {
            let next = listen(taken).unwrap().local_addr().unwrap();
            assert!(next.port() > taken && next.ip().is_loopback(), "{next}");
        }
    }

    #[test]
    fn several_requests_at_once_over_the_wire() {
        let www = site("wire");
        let address = start(www.clone(), 0).unwrap();
        // All connections are opened before any request is sent, and the last one is served first.
        let mut streams: Vec<_> = (0..8).map(|_| TcpStream::connect(address).unwrap()).collect();
        while let Some(mut stream) = streams.pop() {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
            for header in ["Content-Type: text/html; charset=utf-8", "Cache-Control: no-store"] {
                assert!(answer.contains(&format!("\r\n{header}\r\n")), "{answer}");
            }
            assert!(answer.contains(&format!("\r\nContent-Security-Policy: {POLICY}\r\n")), "{answer}");
            assert!(answer.ends_with("\r\n\r\n<p>top"), "{answer}");
        }
        fs::remove_dir_all(www.parent().unwrap()).unwrap();
    }
}
