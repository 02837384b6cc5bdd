/**
 * The section of a version in a changelog, without its heading. Undefined if there is none, or if it is empty. A heading is
 * `## 1.2.3`, with or without a date.
 */
export function sectionOf(changelog: string, version: string): string | undefined {
    const sections = changelog.split(/^## /m).slice(1);
    const found = sections.find((section) => section.split(/\s/, 1)[0] === version);
    return found?.slice(found.indexOf("\n")).trim() || undefined;
}

/** The disagreements between a version, its changelog and its tag. Without a tag, the section may still be `Unreleased`. */
export function disagreements(version: string, changelog: string, tag?: string): string[] {
    const wrong: string[] = [];
    if (tag !== undefined && tag !== `v${version}`) {
        wrong.push(
            `The tag is ${tag}, and package.json has the version ${version}. Tag it v${version}, or change the version.`,
        );
    }
    const isDescribed =
        sectionOf(changelog, version) ?? (tag === undefined ? sectionOf(changelog, "Unreleased") : undefined);
    if (isDescribed === undefined) {
        wrong.push(`CHANGELOG.md says nothing under "## ${version}". Give "## Unreleased" that name.`);
    }
    return wrong;
}
