import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import {
  type AuthorizationServer,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrantRequest,
  customFetch,
  discoveryRequest,
  genericTokenEndpointRequest,
  introspectionRequest,
  PrivateKeyJwt,
  processClientCredentialsResponse,
  processDiscoveryResponse,
  processGenericTokenEndpointResponse,
  processIntrospectionResponse,
  processRevocationResponse,
  ResponseBodyError,
  revocationRequest,
  validateJwtAccessToken,
} from "oauth4webapi";
import { issuer, type PartnersUnderTest, startPartnersUnderTest } from "../partners.fixture.ts";

describe("a client by a library that knows nothing of us", () => {
  let partners: PartnersUnderTest;
  let server: AuthorizationServer;
  /** The name that the issuer has stands for the gateway under test. */
  const options = {
    [customFetch]: (url: string, init?: object): Promise<Response> =>
      fetch(url.replace(issuer, new URL(partners.under.address).origin), init),
  };
  const client = { client_id: "acme" };
  const tokenBy = async (authentication: ClientAuth, as = client): Promise<string> => {
    const response = await clientCredentialsGrantRequest(server, as, authentication, { scope: "finance" }, options);
    const { access_token: token, expires_in: seconds, scope } = await processClientCredentialsResponse(server, as, response);
    assert.deepEqual([seconds, scope], [900, "finance"]);
    return token;
  };
  let secret: string;
  before(async () => {
    partners = await startPartnersUnderTest();
    secret = partners.add();
    const found = await discoveryRequest(new URL(issuer), { algorithm: "oauth2", ...options });
    server = await processDiscoveryResponse(new URL(issuer), found);
  });
  after(() => partners[Symbol.asyncDispose]());

  it("finds its way by the metadata, and finds the token to be one of RFC 9068", async () => {
    for (const authentication of [ClientSecretBasic(secret), ClientSecretPost(secret)]) {
      const authorization = `Bearer ${await tokenBy(authentication)}`;
      const claims = await validateJwtAccessToken(server, new Request(issuer, { headers: { authorization } }), "andon", options);
      assert.deepEqual([claims.client_id, claims.sub, claims.scope], ["acme", "acme", "finance"]);
    }
  });

  it("signs for itself", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    partners.add({ name: "signing", keys: JSON.stringify({ ...(await exportJWK(publicKey)), kid: "one" }) });
    const token = await tokenBy(PrivateKeyJwt({ key: privateKey, kid: "one" }), { client_id: "signing" });
    assert.equal((await partners.under.ask("{ unused }", token)).status, 200);
  });

  it("exchanges its token, asks about it, and takes it back", async () => {
    const authentication = ClientSecretBasic(secret);
    const type = "urn:ietf:params:oauth:token-type:access_token";
    const form = { subject_token: await tokenBy(authentication), subject_token_type: type, subject: "max" };
    const grant = "urn:ietf:params:oauth:grant-type:token-exchange";
    const swapped = await genericTokenEndpointRequest(server, client, authentication, grant, form, options);
    const { access_token: token, issued_token_type: issued } = await processGenericTokenEndpointResponse(server, client, swapped);
    assert.equal(issued, type);
    const ask = async () =>
      processIntrospectionResponse(server, client, await introspectionRequest(server, client, authentication, token, options));
    assert.equal((await ask()).sub, "acme/max");
    await processRevocationResponse(await revocationRequest(server, client, authentication, token, options));
    assert.equal((await ask()).active, false);
  });

  it("understands why it is refused", async () => {
    const understood = (status: number, error: string) => (fault: unknown) =>
      fault instanceof ResponseBodyError && fault.status === status && fault.error === error;
    const wide = await clientCredentialsGrantRequest(server, client, ClientSecretPost(secret), { scope: "everything" }, options);
    await assert.rejects(processClientCredentialsResponse(server, client, wide), understood(400, "invalid_scope"));
    const wrong = await clientCredentialsGrantRequest(server, client, ClientSecretPost("wrong"), {}, options);
    // With a challenge in the answer the library tells that first.
    await assert.rejects(processClientCredentialsResponse(server, client, wrong), {
      name: /WWWAuthenticateChallengeError|ResponseBodyError/,
    });
  });
});
