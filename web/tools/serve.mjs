// Serves a finished site on this machine, with the content security policy that strict hosts set:
//
//   node serve.mjs FOLDER [PORT]     default port 8080, or the next free one; 0 takes any
//
// Tests start it in their own process: import {serve} from '…/serve.mjs'.
import {createServer} from 'node:http';
import {createReadStream} from 'node:fs';
import {realpath, stat} from 'node:fs/promises';
import {basename, extname, resolve, sep} from 'node:path';
import {pathToFileURL} from 'node:url';

export const contentSecurityPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self'; " +
    "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; frame-src 'self'";

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.otf': 'font/otf',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};
const oneFile = 'nn4n-playground.html';  // its scripts are within it, and its own policy names them by their hashes
const hashed = /\.[0-9a-f]{10}\.[a-z0-9]+$/;  // such a name's content never changes: see make-site.mjs

/** The file a request asks for; null when there is none, or when it lies outside the folder. */
async function fileOf(folder, address) {
  let path;
  try {
    path = decodeURIComponent(address.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  if (path.endsWith('/')) path += 'index.html';
  const file = await realpath(resolve(folder, '.' + path)).catch(() => '');  // a link must not lead out of the folder
  if (!file.startsWith(folder + sep)) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? {file, size: found.size} : null;
}

function answerFrom(folder) {
  return async (request, response) => {
    const headers = {
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Content-Type': 'text/plain; charset=utf-8',
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, headers).end('only GET and HEAD\n');
      return;
    }
    const found = await fileOf(folder, request.url);
    if (!found) {
      response.writeHead(404, headers).end('not found\n');
      return;
    }
    if (basename(found.file) === oneFile) delete headers['Content-Security-Policy'];
    headers['Content-Type'] = types[extname(found.file)] ?? 'application/octet-stream';
    headers['Content-Length'] = found.size;
    headers['Cache-Control'] = hashed.test(found.file) ? 'public, max-age=31536000, immutable' : 'no-cache';
    response.writeHead(200, headers);
    if (request.method === 'HEAD') response.end();
    else createReadStream(found.file).on('error', () => response.destroy()).pipe(response);
  };
}

function listen(server, port) {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      done(server.address().port);
    });
  });
}

/** Serves folder; resolves to {url, port, close}. Takes the next free port where the wanted one is taken. */
export async function serve(folder, port = 0) {
  const server = createServer(answerFrom(await realpath(folder)));
  for (let wanted = port;; wanted++) {
    try {
      const actual = await listen(server, wanted);
      const close = () => new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
      return {url: `http://127.0.0.1:${actual}/`, port: actual, close};
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || wanted - port >= 100) throw error;
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, port = '8080'] = process.argv.slice(2);
  const refuse = (words) => {
    console.error(words);
    process.exit(2);
  };
  if (!folder || !/^\d+$/.test(port) || Number(port) > 65535) refuse('usage: node serve.mjs FOLDER [PORT], a port from 0 to 65535');
  if (!(await stat(folder).catch(() => null))?.isDirectory()) refuse(`There is no folder ${folder}. Build the site first.`);
  const {url} = await serve(folder, Number(port)).catch(({message}) => refuse(`The page cannot be served: ${message}`));
  console.log(`NN4N Playground is at ${url}`);
}
