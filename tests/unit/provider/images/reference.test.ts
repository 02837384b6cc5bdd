import assert from "node:assert/strict";
import fc from "fast-check";
import { parseImageReference } from "../../../../provider/images/reference";
import { Refused } from "../../../../provider/text/refused";
import { digestOf } from "../../../support/records";

const DIGEST = digestOf("a");
const SHA512 = `sha512:${"b".repeat(128)}`;

describe("an image reference", () => {
    for (const [text, parts] of [
        ["nginx", { name: "nginx", registry: "docker.io", repository: "library/nginx" }],
        ["nginx:1.27", { name: "nginx", registry: "docker.io", repository: "library/nginx", tag: "1.27" }],
        ["acme/api", { name: "acme/api", registry: "docker.io", repository: "acme/api" }],
        ["docker.io/nginx", { name: "docker.io/nginx", registry: "docker.io", repository: "library/nginx" }],
        [
            `ghcr.io/acme/shop/api:1.4.2@${DIGEST}`,
            {
                name: "ghcr.io/acme/shop/api",
                registry: "ghcr.io",
                repository: "acme/shop/api",
                tag: "1.4.2",
                digest: DIGEST,
            },
        ],
        [
            `localhost:5000/api@${DIGEST}`,
            { name: "localhost:5000/api", registry: "localhost:5000", repository: "api", digest: DIGEST },
        ],
        ["localhost/api", { name: "localhost/api", registry: "localhost", repository: "api" }],
        ["registry:5000/api", { name: "registry:5000/api", registry: "registry:5000", repository: "api" }],
        ["Registry/api", { name: "Registry/api", registry: "Registry", repository: "api" }],
        ["[::1]:5000/api", { name: "[::1]:5000/api", registry: "[::1]:5000", repository: "api" }],
        [
            "index.docker.io/acme/api:1",
            { name: "docker.io/acme/api", registry: "docker.io", repository: "acme/api", tag: "1" },
        ],
        ["registry-1.docker.io/nginx", { name: "docker.io/nginx", registry: "docker.io", repository: "library/nginx" }],
        [
            "registry.hub.docker.com/library/nginx",
            { name: "docker.io/library/nginx", registry: "docker.io", repository: "library/nginx" },
        ],
        ["Docker.IO:443/acme/api", { name: "docker.io/acme/api", registry: "docker.io", repository: "acme/api" }],
        [
            "index.docker.io.evil.dev/api",
            { name: "index.docker.io.evil.dev/api", registry: "index.docker.io.evil.dev", repository: "api" },
        ],
        [
            "mirror.gcr.io/library/nginx",
            { name: "mirror.gcr.io/library/nginx", registry: "mirror.gcr.io", repository: "library/nginx" },
        ],
        [`api@${SHA512}`, { name: "api", registry: "docker.io", repository: "library/api", digest: SHA512 }],
        [
            `api@blake3:${"c".repeat(40)}`,
            { name: "api", registry: "docker.io", repository: "library/api", digest: `blake3:${"c".repeat(40)}` },
        ],
        ["sha256:latest", { name: "sha256", registry: "docker.io", repository: "library/sha256", tag: "latest" }],
        ["a__b/c-d--e.f_g", { name: "a__b/c-d--e.f_g", registry: "docker.io", repository: "a__b/c-d--e.f_g" }],
    ] as const) {
        it(`is parsed: ${text}`, () => assert.deepEqual(parseImageReference(text), parts));
    }

    for (const text of [
        "",
        " nginx",
        "acme/API",
        "acme//api",
        "/api",
        "api/",
        "a:b:c",
        "a___b",
        "api@sha256:abc",
        "api:",
        `api:${"t".repeat(129)}`,
        "api\n",
        `${"a".repeat(256)}`,
    ]) {
        it(`is refused with the expected form: ${JSON.stringify(text).slice(0, 40)}`, () => {
            assert.throws(
                () => parseImageReference(text),
                (error: Error) =>
                    error instanceof Refused &&
                    error.message.startsWith(`${JSON.stringify(text)} is not an image reference: it must be [registry`),
            );
        });
    }

    it("has a path of at most 255 characters, without its registry", () => {
        const longest = "a".repeat(255);
        assert.equal(parseImageReference(`ghcr.io/${longest}`).repository, longest);
        assert.throws(() => parseImageReference(`ghcr.io/${longest}a`), /of at most 255 characters$/);
    });

    for (const [text, as] of [
        [DIGEST, DIGEST],
        [DIGEST.slice(7), DIGEST],
        [`@${DIGEST}`, DIGEST],
        [DIGEST.replace(":", "@"), DIGEST],
        [SHA512, SHA512],
        [DIGEST.toUpperCase(), DIGEST.toUpperCase()],
    ] as const) {
        it(`is refused if it is only a digest, with where to put the digest: ${text.slice(0, 12)}`, () => {
            assert.throws(() => parseImageReference(text), {
                message: `${JSON.stringify(text)} is only a digest, not an image reference: put the image's name before it, as NAME@${as}`,
            });
        });
    }

    for (const [how, digest] of [
        ["cut", DIGEST.slice(0, -1)],
        ["too long", `${DIGEST}a`],
        ["in capitals", `sha256:${"A".repeat(64)}`],
        ["cut and of another algorithm", SHA512.slice(0, -2)],
    ] as const) {
        it(`is refused with a digest that is ${how}`, () => {
            assert.throws(() => parseImageReference(`ghcr.io/acme/api@${digest}`), {
                message:
                    /^"ghcr\.io\/acme\/api@.*" is not an image reference: its digest must be in lower case, with 64 /,
            });
        });
    }

    for (const [text, meant] of [
        ["https://ghcr.io/acme/api", "ghcr.io/acme/api"],
        ["docker://ghcr.io/acme/api:1", "ghcr.io/acme/api:1"],
        [`docker-pullable://ghcr.io/acme/api@${DIGEST}`, `ghcr.io/acme/api@${DIGEST}`],
        ["oci://ghcr.io/acme/charts/api", "ghcr.io/acme/charts/api"],
        [" ghcr.io/acme/api:1\n", "ghcr.io/acme/api:1"],
    ] as const) {
        it(`is refused with a suggestion if it has a scheme or spaces around it: ${JSON.stringify(text).slice(0, 40)}`, () => {
            assert.throws(
                () => parseImageReference(text),
                ({ message }: Error) => message.endsWith(`; did you mean ${JSON.stringify(meant)}?`),
            );
        });
    }

    for (const [value, shown] of [
        [undefined, "undefined"],
        [null, "null"],
        [42, "42"],
        [{}, "an object"],
    ] as const) {
        it(`is refused if it is ${shown} instead of text`, () => {
            assert.throws(() => parseImageReference(value as never), {
                message: `an image reference must be text, such as "ghcr.io/acme/api:1.4.2"; this one is ${shown}`,
            });
        });
    }

    it("can be composed from any valid parts, and is parsed into the same parts", () => {
        const word = fc.stringMatching(/^[a-z0-9]+([._-][a-z0-9]+)?$/);
        const registry = fc.option(fc.constantFrom("ghcr.io", "localhost:5000", "a.b-c.dev"), { nil: undefined });
        const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
        const path = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join("/"));
        fc.assert(
            fc.property(registry, path, tag, fc.boolean(), (host, repository, version, isPinned) => {
                fc.pre(host !== undefined || !/^([^/]*\.|localhost\/)/.test(repository));
                const name = host === undefined ? repository : `${host}/${repository}`;
                const text = `${name}${version === undefined ? "" : `:${version}`}${isPinned ? `@${DIGEST}` : ""}`;
                const read = parseImageReference(text);
                assert.deepEqual([read.name, read.tag, read.digest], [name, version, isPinned ? DIGEST : undefined]);
                assert.equal(read.repository, name.includes("/") ? repository : `library/${repository}`);
            }),
        );
    });
});
