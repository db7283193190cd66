// signature_vectors.py asks the vendor's Node SDK with this: node signature_vectors.js FOLDER JSON
const [folder, text] = process.argv.slice(2);
const lib = folder + "/node_modules/@volcengine/openapi/lib/base/";
const { default: Signer, queryParamsToString } = require(lib + "sign");
const given = JSON.parse(text);
const credentials = { accessKeyId: given.key, secretKey: given.secret };

function inHeaders(method, params, body, headers) {
  const request = { region: given.region, method, pathname: "/", params: { ...params }, headers: { ...headers }, body };
  new Signer(request, given.service).addAuthorization(credentials);
  const sent = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (body) sent["content-type"] = "application/json; charset=utf-8";
  return { signer: "@volcengine/openapi", kind: "headers", method, query: queryParamsToString(request.params), headers: sent, body };
}

function presigned(params, sessionToken) {
  const request = { region: given.region, method: "GET", pathname: "/", params: { ...params }, headers: {} };
  const query = new Signer(request, given.service).getSignUrl({ ...credentials, sessionToken });
  const kind = sessionToken ? "presigned with a token" : "presigned";
  return { signer: "@volcengine/openapi", kind, method: "GET", query, headers: {}, body: "" };
}

const { "": _, ...odd } = given.odd; // it leaves a parameter without a name out
console.log(JSON.stringify([
  inHeaders("GET", given.query, "", {}),
  inHeaders("GET", odd, "", { "X-Note": "  two  spaces " }),
  inHeaders("GET", given.twice, "", {}),
  inHeaders("POST", given.query, given.body, {}),
  presigned(odd),
  presigned(odd, "opaque+/="),
]));
