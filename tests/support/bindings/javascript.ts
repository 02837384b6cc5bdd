import { type Declared, literal } from "./declared";

/** A JavaScript program that has the package in `artifacts`. */
export const javascript = (declared: readonly Declared[]): string =>
    declared
        .map(({ type, name, args, ...options }) => {
            const written = literal(args, ({ resource, property }) => `${resource}.${property}`);
            return `const ${name} = new artifacts.${type}("${name}", ${written}, ${JSON.stringify(options)});`;
        })
        .join("\n");
