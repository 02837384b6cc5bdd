import assert from "node:assert/strict";
import {
    type Field,
    inBrackets,
    isAbsent,
    isPlainObject,
    oneOf,
    problemsOf,
    quote,
    type Shape,
    setOf,
    text,
    under,
} from "../../../../provider/input/fields";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";

const reasons = (field: Field, value: unknown) => field(value).map(({ path, reason }) => `${path}: ${reason}`);

describe("quote", () => {
    it("shows a value as JSON", () => {
        assert.equal(quote('a "b"'), '"a \\"b\\""');
        assert.equal(quote({ a: [1, null] }), '{"a":[1,null]}');
    });

    it("shows a value that JSON cannot express", () => assert.equal(quote(undefined), "undefined"));

    it("cuts a value longer than 120 characters", () => {
        assert.equal(quote("a".repeat(118)), `"${"a".repeat(118)}"`);
        assert.equal(quote("a".repeat(119)), `"${"a".repeat(116)}…`);
    });
});

describe("text", () => {
    const name = text({ max: 3 });

    it("accepts 1 to max characters, counted as code points", () => {
        for (const value of ["a", "abc", "🚀🚀🚀", "é中🚀"]) assert.deepEqual(name(value), [], value);
    });

    it("refuses one character more, with the number of characters", () => {
        assert.deepEqual(reasons(name, "abcd"), [
            ': is "abcd" (4 characters; the limit is 3), but must be text of 1 to 3 characters',
        ]);
        assert.match(reasons(name, "🚀🚀🚀🚀")[0] as string, /\(4 characters; the limit is 3\)/);
    });

    it("refuses empty text unless min is 0", () => {
        assert.deepEqual(reasons(name, ""), [': is "", but must be text of 1 to 3 characters']);
        assert.deepEqual(text({ min: 0, max: 3 })(""), []);
        assert.deepEqual(reasons(text({ min: 0, max: 3 }), 5), [": is 5, but must be text of at most 3 characters"]);
    });

    it("does not convert other values to text", () => {
        for (const value of [1, true, ["a"], { a: 1 }]) {
            assert.deepEqual(reasons(name, value), [`: is ${quote(value)}, but must be text of 1 to 3 characters`]);
        }
    });

    it("refuses text that does not match its pattern, with the expected shape and a suggestion", () => {
        const suggest = (value: string) => (value === "A" ? "a" : undefined);
        const lower = text({ max: 3, pattern: /^[a-z]+$/, shape: "small letters", suggest });
        assert.deepEqual(reasons(lower, "A"), [': is "A", but must be small letters; did you mean "a"?']);
        assert.deepEqual(reasons(lower, "BBB"), [': is "BBB", but must be small letters']);
    });

    it("suggests nothing that it would refuse, too", () => {
        const longer = text({ max: 3, shape: "short", suggest: (value) => `${value}!` });
        assert.deepEqual(reasons(longer, "abcd"), [': is "abcd" (4 characters; the limit is 3), but must be short']);
    });
});

describe("oneOf", () => {
    it("accepts only its words", () => {
        const field = oneOf(["fail", "warn"]);
        assert.deepEqual([...field("fail"), ...field("warn")], []);
        assert.deepEqual(reasons(field, "Fail"), [': is "Fail", but must be "fail" or "warn"']);
        assert.deepEqual(reasons(field, ""), [': is "", but must be "fail" or "warn"']);
    });
});

describe("setOf", () => {
    const field = setOf(["a", "b"]);

    it("accepts a list of different words, an empty list and unknown items", () => {
        for (const value of [[], ["b", "a"], ["a", UNKNOWN, UNKNOWN]]) assert.deepEqual(field(value), []);
    });

    it("gives the index of each refused item", () => {
        assert.deepEqual(reasons(field, ["a", "c", "a"]), [
            '[1]: is "c", but must be "a" or "b"',
            '[2]: is "a", which is already in the list',
        ]);
    });

    it("refuses a value that is not a list", () => {
        assert.deepEqual(reasons(field, "a"), [': is "a", but must be a list of a, b']);
    });
});

describe("problemsOf", () => {
    const shape: Shape = {
        required: ["org", "registryUrl"],
        fields: { tags: setOf(["a"]), registryUrl: text({ max: 3 }), org: text({ max: 3 }) },
        missing: { org: "is missing, and there is no default" },
        ignored: ["__provider"],
    };
    const problems = (value: Record<string, unknown>) =>
        problemsOf(value, shape).map(({ path, reason }) => `${path} ${reason}`);

    it("finds no problem with valid values, and skips ignored names", () => {
        assert.deepEqual(problems({ org: "a", registryUrl: "b", __provider: 1 }), []);
    });

    it("treats null as absent", () => {
        assert.deepEqual(problems({ org: null, registryUrl: null, tags: null }), [
            "org is missing, and there is no default",
            "registryUrl is required, but missing",
        ]);
    });

    it("accepts unknown values, even under unknown names", () => {
        assert.deepEqual(problems({ org: UNKNOWN, registryUrl: UNKNOWN, tags: UNKNOWN, other: UNKNOWN }), []);
    });

    it("reports all problems at once, each with its path", () => {
        assert.deepEqual(problems({ org: "abcd", tags: ["b"] }), [
            "registryUrl is required, but missing",
            'org is "abcd" (4 characters; the limit is 3), but must be text of 1 to 3 characters',
            'tags[0] is "b", but must be "a"',
        ]);
    });

    for (const [name, offer] of [
        ["registryURL", '; did you mean "registryUrl"?'],
        ["registry_url", '; did you mean "registryUrl"?'],
        ["REGISTRY-URL", '; did you mean "registryUrl"?'],
        ["registry", '; did you mean "registryUrl"?'],
        ["tag", '; did you mean "tags"?'],
        ["ogr", '; did you mean "org"?'],
        ["toString", "; the arguments are org, registryUrl, tags"],
        ["x", "; the arguments are org, registryUrl, tags"],
    ] as const) {
        it(`refuses an argument named ${name} with a suggestion or the list of arguments`, () => {
            assert.deepEqual(problems({ org: "a", registryUrl: "b", [name]: 1 }), [
                `${name} is not an argument here${offer}`,
            ]);
        });
    }
});

describe("paths", () => {
    it("are joined with a dot, except before brackets", () => {
        const at = (path: string) => under("deployments", [{ path, reason: "" }])[0]?.path;
        assert.equal(at(""), "deployments");
        assert.equal(at("digest"), "deployments.digest");
        assert.equal(at(inBrackets('a"b')), 'deployments["a\\"b"]');
    });
});

describe("guards", () => {
    it("distinguish an object from a list, null and plain values", () => {
        assert.deepEqual([{}, [], null, "a", undefined].map(isPlainObject), [true, false, false, false, false]);
    });

    it("distinguish an absent value from an empty one", () => {
        assert.deepEqual([null, undefined, "", 0, false].map(isAbsent), [true, true, false, false, false]);
    });
});
