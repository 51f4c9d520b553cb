/** The largest canvas side that browsers support, in pixels. */
const MOST_PIXELS = 8_192;

/** Renders an SVG to a PNG with `scale` pixels per unit, up to the browsers' limit, on a white background. */
export async function pngOf(svg: string, scale = 3): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const fit = Math.min(scale, MOST_PIXELS / image.width, MOST_PIXELS / image.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * fit);
  canvas.height = Math.round(image.height * fit);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('the browser cannot draw');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser cannot write PNG'))), 'image/png'),
  );
}
