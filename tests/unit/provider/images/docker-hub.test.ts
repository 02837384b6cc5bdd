import assert from "node:assert/strict";
import { namesOf, pageOnDockerHub } from "../../../../provider/images/docker-hub";
import { parseImageReference } from "../../../../provider/images/reference";

const namesOfImage = (text: string): readonly string[] => namesOf(parseImageReference(text));

describe("the names of an image", () => {
    it("are only its own name outside Docker Hub", () => {
        assert.deepEqual(namesOfImage("ghcr.io/acme/api:1"), ["ghcr.io/acme/api"]);
        assert.deepEqual(namesOfImage("ghcr.io/library/nginx"), ["ghcr.io/library/nginx"]);
    });

    it("are all names that it has on Docker Hub, its own first", () => {
        assert.deepEqual(namesOfImage("docker.io/acme/api"), [
            "docker.io/acme/api",
            "acme/api",
            "index.docker.io/acme/api",
            "registry-1.docker.io/acme/api",
            "registry.hub.docker.com/acme/api",
        ]);
    });

    it("are those with and without library/ for an official image", () => {
        const written = ["nginx", "library/nginx", "docker.io/nginx", "index.docker.io/library/nginx"];
        const [names, ...others] = written.map((text) => [...namesOfImage(text)].sort());
        for (const other of others) assert.deepEqual(other, names);
        assert.ok(written.every((name) => names?.includes(name)));
    });
});

describe("the page of a repository on Docker Hub", () => {
    it("is different for official images", () => {
        assert.equal(pageOnDockerHub("acme/api"), "https://hub.docker.com/r/acme/api");
        assert.equal(pageOnDockerHub("library/nginx"), "https://hub.docker.com/_/nginx");
    });
});
