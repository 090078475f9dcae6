/* global SwaggerUIBundle */
const isDark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.addEventListener("change", follow);
follow();

/** Swagger UI knows no schemes of HTTP but its own: to it a grant is a header that is typed in. */
function spellOutGrant(response) {
  if (!response.url.endsWith("/openapi.json")) return response;
  const api = JSON.parse(response.text);
  const { description } = api.components.securitySchemes.grant;
  api.components.securitySchemes.grant = { type: "apiKey", in: "header", name: "Authorization", description };
  response.text = JSON.stringify(api);
  return response;
}

SwaggerUIBundle({
  url: "/openapi.json",
  domNode: document.getElementById("reference"),
  responseInterceptor: spellOutGrant,
  // Nobody else is asked what they think of our description.
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
});
