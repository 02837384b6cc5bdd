import type { Settings } from "../../provider/settings/settings";

/** The settings of github.com, as they are where nothing is set, and some of their own. */
export const settingsWith = (parts: Partial<Settings> = {}): Settings => ({
    baseUrl: "https://api.github.com",
    baseUrlIn: "github-artifacts:baseUrl",
    unused: [],
    verify: false,
    maxWait: 900,
    problems: [],
    ...parts,
});
