import { type Declared, literal } from "./declared";

/** A program in YAML, of which JSON is a part. */
export function yaml(declared: readonly Declared[]): string {
    const resources = declared.map(({ type, name, args, ...options }) => {
        const properties = literal(args, ({ resource, property }) => JSON.stringify(`\${${resource}.${property}}`));
        return [
            `  ${name}:`,
            `    type: github-artifacts:${type}`,
            `    properties: ${properties}`,
            `    options: ${JSON.stringify(options)}`,
        ].join("\n");
    });
    return resources.length === 0 ? "resources: {}" : ["resources:", ...resources].join("\n");
}
