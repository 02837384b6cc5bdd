import { REST_PAGE, type Reply, refuse } from "./replies";

const MESSAGE =
    "Resource protected by organization SAML enforcement. " +
    "You must grant your Personal Access token access to this organization.";

/**
 * The refusal of a token that was not granted access to an organization with single sign-on. Its header says where a
 * person grants it; what stands in that address means something to GitHub alone.
 */
export function refuseWithoutSingleSignOn(organization: string): Reply {
    const url = `https://github.com/orgs/${organization}/sso?authorization_request=AEMBEDDED7SIGN2ON`;
    return { ...refuse(403, MESSAGE, REST_PAGE), headers: { "x-github-sso": `required; url=${url}` } };
}
