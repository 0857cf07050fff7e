// Reads QR codes, with a program of another make.
import jsQR from "jsqr";

/** What a reader makes of the code on the screen, or null. It is photographed as it is shown. */
export async function read(page) {
  const shot = await page.locator(".qr").screenshot();
  const [side, pixels] = await page.evaluate(async (png) => {
    const bitmap = await createImageBitmap(
      new Blob([Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))], { type: "image/png" }),
    );
    const side = 480;
    const context = new OffscreenCanvas(side, side).getContext("2d");
    context.drawImage(bitmap, 0, 0, side, side);
    return [side, [...context.getImageData(0, 0, side, side).data].filter((_, at) => at % 4 === 0)];
  }, shot.toString("base64"));
  const data = Uint8ClampedArray.from(pixels.flatMap((grey) => [grey, grey, grey, 255]));
  return jsQR(data, side, side)?.data ?? null;
}
