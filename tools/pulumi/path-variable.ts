/** The value of PATH in any spelling. Windows spells it `Path`, and a copied environment keeps that. */
export function pathVariable(env: NodeJS.ProcessEnv): string {
    return Object.entries(env).find(([name]) => isPathVariable(name))?.[1] ?? "";
}

/** Whether `name` is a spelling of PATH. */
export function isPathVariable(name: string): boolean {
    return name.toUpperCase() === "PATH";
}
