import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MeetingPlace } from "../../../../provider/plugin/meeting-place";

describe("the place where the plugin's processes meet", () => {
    const user = process.getuid?.() ?? 0;
    let parent: string;
    let folder: string;

    beforeEach(() => {
        parent = mkdtempSync(join(tmpdir(), "meeting-"));
        folder = join(parent, `pulumi-github-artifacts-${user}`);
    });
    afterEach(() => rmSync(parent, { recursive: true }));
    const placeOf = (engine: string) => new MeetingPlace(engine, { temporary: parent, user });

    it("has no port at first, and then one for its engine only", () => {
        const place = placeOf("127.0.0.1:1");
        assert.equal(place.port(), undefined);
        assert.equal(place.publish(41), true);
        assert.equal(place.publish(42), false);
        assert.equal(placeOf("127.0.0.1:1").port(), "41");
        assert.equal(placeOf("127.0.0.1:2").port(), undefined);
    });

    it("keeps a port until that port is withdrawn, and is then empty", () => {
        const place = placeOf("127.0.0.1:1");
        place.publish(41);
        place.withdraw(42);
        assert.equal(place.port(), "41");
        place.withdraw(41);
        assert.equal(place.publish(42), true);
        place.withdraw("42");
        assert.deepEqual(readdirSync(folder), []);
    });

    it("passes a text on once, under a name that cannot be guessed or lead elsewhere", () => {
        const place = placeOf("127.0.0.1:1");
        const name = place.leave("it is me");
        assert.notEqual(place.leave("it is me"), name);
        assert.equal(place.take(name), "it is me");
        assert.equal(place.take(name), undefined);
        place.publish(41);
        for (const other of ["", "..", readdirSync(folder).find((file) => file.includes("127")) ?? assert.fail()]) {
            assert.equal(place.take(other), undefined);
        }
        assert.equal(place.port(), "41");
    });

    it("counts a file that another process is still writing as no port", () => {
        const place = placeOf("127.0.0.1:1");
        writeFileSync(place.file, "");
        assert.equal(place.port(), undefined);
        assert.equal(place.publish(41), false);
    });

    it("fails if its files cannot be read or written", () => {
        const place = placeOf("127.0.0.1:1");
        mkdirSync(place.file);
        assert.throws(() => place.port(), { code: "EISDIR" });
        rmSync(folder, { recursive: true });
        assert.throws(() => place.publish(41), { code: "ENOENT" });
    });

    it("and its files can be read only by this user", function () {
        if (process.platform === "win32") this.skip();
        const place = placeOf("127.0.0.1:1");
        place.leave("it is me");
        place.publish(41);
        const modes = [folder, ...readdirSync(folder).map((file) => join(folder, file))].map(
            (path) => statSync(path).mode & 0o777,
        );
        assert.deepEqual(modes, [0o700, 0o600, 0o600]);
    });

    it("belongs to the user if the machine has no numbers for users, as Windows", () => {
        const place = new MeetingPlace("127.0.0.1:1", { temporary: parent, user: undefined });
        assert.equal(place.publish(41), true);
    });

    it("is refused if another user owns it", () => {
        assert.throws(() => new MeetingPlace("127.0.0.1:1", { temporary: parent, user: 7 }), REFUSED);
    });

    it("is refused if others can read it or if it is a link", function () {
        if (process.platform === "win32") this.skip();
        const mine = join(parent, "mine");
        mkdirSync(mine, { mode: 0o700 });
        symlinkSync(mine, folder);
        assert.throws(() => placeOf("127.0.0.1:1"), REFUSED);
        rmSync(folder);
        mkdirSync(folder);
        chmodSync(folder, 0o755);
        assert.throws(() => placeOf("127.0.0.1:1"), REFUSED);
    });
});

const REFUSED =
    /pulumi-github-artifacts-\S+ must be a folder that only this user may read and write: remove it, or set TMPDIR/;
