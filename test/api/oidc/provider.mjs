/* provider.mjs PORT BACK - a real OpenID provider (oidc-provider) for the tests
 * of sign-in: one client, whoever signs in is the login that was typed. */
import { Provider } from 'oidc-provider'

const [port, back, alg] = process.argv.slice(2)
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'guatu',
      client_secret: 'a-secret-of-the-test',
      redirect_uris: [back],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: alg,
    },
  ],
  jwks: {
    keys: [
      (await import('node:crypto')).generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
      (await import('node:crypto')).generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
    ],
  },
  pkce: { required: () => true },
  claims: { openid: ['sub', 'preferred_username', 'email', 'name'], email: ['email'], profile: ['name', 'preferred_username'] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true } },
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
  cookies: { keys: ['test-cookie-key'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: `subject-of-${id}`, preferred_username: id, email: `${id}@kjt.example`, name: id }),
  }),
})
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'))
