import { REST_PAGE, type Reply, refuse } from "./replies";

const MESSAGE =
    "Resource protected by organization SAML enforcement. " +
    "You must grant your Personal Access token access to this organization.";

/**
 * The refusal of a token without access to an organization with single sign-on. Its header has the address where a person
 * grants access. Only GitHub knows the meaning of the address's query.
 */
export function refuseWithoutSingleSignOn(organization: string): Reply {
    const url = `https://github.com/orgs/${organization}/sso?authorization_request=AEMBEDDED7SIGN2ON`;
    return { ...refuse(403, MESSAGE, REST_PAGE), headers: { "x-github-sso": `required; url=${url}` } };
}
