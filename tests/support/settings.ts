import type { Settings } from "../../provider/settings/settings";

/** The default settings for github.com, with some parts replaced. */
export const settingsWith = (parts: Partial<Settings> = {}): Settings => ({
    baseUrl: "https://api.github.com",
    baseUrlIn: "github-artifacts:baseUrl",
    unused: [],
    verify: false,
    maxWait: 900,
    problems: [],
    ...parts,
});
