import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import fc from "fast-check";
import { parseImageReference } from "../../../sdk";
import { digestOf } from "../../support/records";

const DIGEST = digestOf("a");

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
        ["a__b/c-d--e.f_g", { name: "a__b/c-d--e.f_g", registry: "docker.io", repository: "a__b/c-d--e.f_g" }],
    ] as const) {
        it(`is read: ${text}`, () => assert.deepEqual(parseImageReference(text), parts));
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
        "https://ghcr.io/acme/api",
        "api@sha256:abc",
        "api:",
        `api:${"t".repeat(129)}`,
        "api\n",
        `${"a".repeat(256)}`,
    ]) {
        it(`is refused, with what it must be: ${JSON.stringify(text).slice(0, 40)}`, () => {
            assert.throws(
                () => parseImageReference(text),
                (error: Error) =>
                    error instanceof RunError &&
                    error.message.startsWith(`${JSON.stringify(text)} is no image reference: it must be [registry`),
            );
        });
    }

    it("comes back the same from its parts, whatever they are", () => {
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
