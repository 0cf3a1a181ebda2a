/** An SFTP server over a real socket and a folder of this machine. Its host key is made anew each time. */
import { createHash, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  unlinkSync,
  writeSync,
} from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import ssh2, { type Connection, type Server, type SFTPWrapper } from "ssh2";

const { OK, EOF, FAILURE, NO_SUCH_FILE } = ssh2.utils.sftp.STATUS_CODE;

export class SftpServer implements AsyncDisposable {
  /** What clients see as `/`. */
  readonly root = mkdtempSync(join(tmpdir(), "andon-sftp-"));
  readonly fingerprint: string;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #port = 0;
  #isAway = true;
  /** The next renames that break the connection before they are done. */
  breaks = 0;

  private constructor() {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = privateKey.export({ type: "sec1", format: "pem" });
    const parsed = ssh2.utils.parseKey(key);
    if (parsed instanceof Error) throw parsed;
    this.fingerprint = `SHA256:${createHash("sha256").update(parsed.getPublicSSH()).digest("base64").replace(/=+$/, "")}`;
    this.#server = new ssh2.Server({ hostKeys: [key] }, (connection) => this.#serve(connection));
  }

  static async start(): Promise<SftpServer> {
    const server = new SftpServer();
    await server.comeBack();
    return server;
  }

  get url(): string {
    return `sftp://127.0.0.1:${this.#port}`;
  }

  /** Lets nobody in until `comeBack`. */
  async goAway(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const connection of this.#connections) connection.end();
    await closed;
    this.#isAway = true;
  }

  /** Listens at the address it had. */
  async comeBack(): Promise<void> {
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
    this.#isAway = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isAway) await this.goAway();
    rmSync(this.root, { recursive: true });
  }

  #serve(connection: Connection): void {
    this.#connections.add(connection);
    // The library's declarations leave it out.
    (connection as Connection & { setNoDelay(is: boolean): void }).setNoDelay(true);
    connection.on("error", () => undefined).on("close", () => this.#connections.delete(connection));
    connection.on("authentication", (login) => {
      if (login.method === "password" && login.username === "andon" && login.password === "s3cret") login.accept();
      else login.reject(["password"]);
    });
    connection.on("session", (accept) => accept().on("sftp", (acceptSftp) => this.#answer(acceptSftp(), connection)));
  }

  #answer(sftp: SFTPWrapper, connection: Connection): void {
    const place = (path: string): string => join(this.root, posix.resolve("/", path));
    const files = new Map<number, { readonly fd: number } | { entries: string[] | null; readonly folder: string }>();
    let handles = 0;
    const handle = (opened: { readonly fd: number } | { entries: string[] | null; readonly folder: string }): Buffer => {
      files.set(++handles, opened);
      return Buffer.from([handles]);
    };
    /** Answers by what `work` says; what the file system refuses is told as SFTP tells it. */
    const tell = (id: number, work: () => void): void => {
      try {
        work();
      } catch (fault) {
        sftp.status(id, (fault as NodeJS.ErrnoException).code === "ENOENT" ? NO_SUCH_FILE : FAILURE);
      }
    };
    const done = (id: number, work: () => void): void =>
      tell(id, () => {
        work();
        sftp.status(id, OK);
      });
    const fdOf = (bytes: Buffer): number => (files.get(bytes[0] ?? 0) as { readonly fd: number }).fd;
    sftp.on("REALPATH", (id, path) => sftp.name(id, [nameEntry(posix.resolve("/", path), null)]));
    sftp.on("STAT", (id, path) => tell(id, () => sftp.attrs(id, attributesOf(lstatSync(place(path))))));
    sftp.on("LSTAT", (id, path) => tell(id, () => sftp.attrs(id, attributesOf(lstatSync(place(path))))));
    sftp.on("FSTAT", (id, file) => tell(id, () => sftp.attrs(id, attributesOf(fstatSync(fdOf(file))))));
    sftp.on("FSETSTAT", (id) => sftp.status(id, OK));
    sftp.on("SETSTAT", (id) => sftp.status(id, OK));
    sftp.on("MKDIR", (id, path) => done(id, () => mkdirSync(place(path))));
    sftp.on("REMOVE", (id, path) => done(id, () => unlinkSync(place(path))));
    sftp.on("RENAME", (id, from, to) => {
      if (this.breaks-- > 0) connection.end();
      else done(id, () => renameSync(place(from), place(to)));
    });
    sftp.on("OPENDIR", (id, path) => tell(id, () => sftp.handle(id, handle({ entries: readdirSync(place(path)), folder: place(path) }))));
    sftp.on("READDIR", (id, folder) => {
      const open = files.get(folder[0] ?? 0);
      if (!open || !("entries" in open) || open.entries === null) {
        sftp.status(id, EOF);
        return;
      }
      const { entries } = open;
      open.entries = null;
      sftp.name(
        id,
        entries.map((name) => nameEntry(name, lstatSync(join(open.folder, name)))),
      );
    });
    sftp.on("OPEN", (id, path, flags) =>
      tell(id, () => sftp.handle(id, handle({ fd: openSync(place(path), ssh2.utils.sftp.flagsToString(flags) ?? "r") }))),
    );
    sftp.on("READ", (id, file, offset, length) =>
      tell(id, () => {
        const bytes = Buffer.alloc(length);
        const read = readSync(fdOf(file), bytes, 0, length, offset);
        if (read === 0) sftp.status(id, EOF);
        else sftp.data(id, bytes.subarray(0, read));
      }),
    );
    sftp.on("WRITE", (id, file, offset, bytes) => done(id, () => writeSync(fdOf(file), bytes, 0, bytes.length, offset)));
    sftp.on("CLOSE", (id, file) =>
      done(id, () => {
        const open = files.get(file[0] ?? 0);
        files.delete(file[0] ?? 0);
        if (open && "fd" in open) closeSync(open.fd);
      }),
    );
  }
}

function attributesOf({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats) {
  return { mode, uid, gid, size, atime: Math.trunc(atimeMs / 1_000), mtime: Math.trunc(mtimeMs / 1_000) };
}

/** As `ls -l` writes it: clients read the kind of an entry from the first character. */
function nameEntry(filename: string, stats: Stats | null) {
  const attrs = stats ? attributesOf(stats) : { mode: 0, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };
  return { filename, longname: `${stats?.isDirectory() ? "d" : "-"}rw-r--r-- 1 0 0 ${attrs.size} Jan 1 00:00 ${filename}`, attrs };
}
