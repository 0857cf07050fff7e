//! The user's cache folder in which xtask installs, shared by all clones of the project. Whatever lies in it has its version
//! in its folder's name, so that clones with other pinned versions do not replace each other's. It can be deleted at any time.

use crate::{Result, note};
use std::env;
use std::fs::{self, File, TryLockError};
use std::path::PathBuf;

pub struct Cache {
    pub folder: PathBuf,
}

impl Cache {
    pub fn new() -> Result<Self> {
        let variable = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let caches = match variable("XDG_CACHE_HOME").or_else(|| variable("LOCALAPPDATA")) {
            Some(folder) => folder,
            None => env::home_dir().ok_or("cannot find your home folder: set the variable HOME to it.")?.join(".cache"),
        };
        Ok(Self { folder: caches.join("nn-playground") })
    }

    /// Runs `install` while no other xtask installs into this cache, unless `there` finds that another one just did.
    pub fn install(&self, there: impl Fn() -> bool, install: impl FnOnce() -> Result<()>) -> Result<()> {
        if there() {
            return Ok(());
        }
        let sentence = |e| format!("cannot write to the cache folder {}: {e}.", self.folder.display());
        fs::create_dir_all(&self.folder).map_err(sentence)?;
        let lock = File::create(self.folder.join("lock")).map_err(sentence)?; // released when the file is closed
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            note(format!("waiting for another cargo xtask that installs into {} …", self.folder.display()));
            lock.lock().map_err(sentence)?;
        }
        // A file system without locks (`TryLockError::Error`) must do without.
        if there() { Ok(()) } else { install() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::tests::folder;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    #[test]
    fn two_at_once_install_once() {
        let cache = Cache { folder: folder("cache").join("made-when-needed") };
        let (file, installations) = (cache.folder.join("tool"), AtomicUsize::new(0));
        let install = || {
            cache.install(
                || file.is_file(),
                || {
                    installations.fetch_add(1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(50)); // long enough for the other thread to see no file
                    fs::write(&file, "").map_err(|e| e.to_string())
                },
            )
        };
        thread::scope(|scope| [scope.spawn(install), scope.spawn(install)].map(|one| one.join().unwrap().unwrap()));
        assert_eq!(installations.load(Ordering::SeqCst), 1);
        fs::remove_dir_all(cache.folder.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let place = folder("no-cache").join("file");
        fs::write(&place, "").unwrap();
        let cache = Cache { folder: place.join("below") };
        let error = cache.install(|| false, || Ok(())).unwrap_err();
        assert!(error.contains("no-cache"), "{error}");
        fs::remove_dir_all(place.parent().unwrap()).unwrap();
    }
}
