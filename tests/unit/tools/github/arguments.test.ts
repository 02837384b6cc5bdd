import assert from "node:assert/strict";
import { parseArguments } from "../../../../tools/github/arguments";

describe("The command line of the embedded GitHub", () => {
    it("has a default for each option", () => {
        assert.deepEqual(parseArguments([]), {
            help: false,
            port: 8474,
            org: "acme",
            repositories: ["api", "web", "worker"],
            token: "ghs_embedded",
            ignoresCase: false,
        });
    });

    it("accepts every flag", () => {
        const args = ["--port", "0", "--org", "octo-org", "--repository", "a", "--repository", "B_.-9", "--token", "t"];
        assert.deepEqual(parseArguments(args), {
            help: false,
            port: 0,
            org: "octo-org",
            repositories: ["a", "B_.-9"],
            token: "t",
            ignoresCase: false,
        });
        assert.equal(parseArguments(["--any-repository"]).repositories, "any");
        assert.equal(parseArguments(["--ignore-case"]).ignoresCase, true);
        assert.equal(parseArguments(["--help"]).help, true);
        assert.equal(parseArguments(["--port", "65535"]).port, 65_535);
    });

    const refused: [args: string[], message: RegExp][] = [
        [["--prot", "1"], /--prot/],
        [["extra"], /extra/],
        [["--port"], /--port/],
        [["--port", "http"], /--port "http"/],
        [["--port", "65536"], /highest port is 65535/],
        [["--port=-1"], /--port "-1"/],
        [["--org", "a/b"], /--org "a\/b"/],
        [["--org", ""], /--org ""/],
        [["--repository", "acme/api"], /--repository "acme\/api"/],
        [["--token", "a b; rm"], /--token "a b; rm"/],
        [["--any-repository", "--repository", "api"], /cannot be used together/],
    ];
    for (const [args, message] of refused) {
        it(`refuses ${args.join(" ")}`, () => {
            assert.throws(() => parseArguments(args), message);
        });
    }
});
