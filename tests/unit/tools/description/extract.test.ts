import assert from "node:assert/strict";
import { type ApiDescription, extract, ROUTES } from "../../../../tools/description/extract";

const operation = {
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/sent" } } } },
    responses: { 200: { description: "Good." }, 404: { $ref: "#/components/responses/none" } },
};
const components = {
    schemas: {
        sent: {
            description: "What is sent.",
            type: "object",
            properties: { description: { type: "string", example: "a" } },
        },
    },
    responses: { none: { content: { "application/json": { schema: { title: "None", type: "object" } } } } },
};
const paths: Record<string, Record<string, typeof operation>> = {};
for (const [method = "", path = ""] of ROUTES.map((route) => route.split(" ")))
    paths[path] = { [method.toLowerCase()]: operation };

describe("The extract of GitHub's description", () => {
    it("has each route's bodies, without references, descriptions, titles and examples", () => {
        const { [ROUTES[0]]: route } = extract({ paths, components } as ApiDescription);
        assert.deepEqual(route, {
            request: { type: "object", properties: { description: { type: "string" } } },
            replies: { 200: {}, 404: { type: "object" } },
        });
    });

    it("is an error if a route is missing", () => {
        const { [ROUTES[3].split(" ")[1] as string]: _, ...others } = paths;
        assert.throws(() => extract({ paths: others, components }), /^Error: GitHub's description has no route GET /);
    });
});
