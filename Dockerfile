# docker build -t klartext .
# docker run --rm --init -v "$PWD/data:/data" -e DEEPL_API_KEY_FILE=/run/secrets/deepl klartext nightly nightly --out out
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --no-fund --no-audit && npm prune --omit=dev --no-fund --no-audit

FROM node:20-bookworm-slim
ENV NODE_ENV=production KLARTEXT_MEMORY=/data/memory/memory.db KLARTEXT_MODELS=/data/models
COPY --from=build /app/package.json /app/
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
COPY --from=build /app/models /app/models
COPY --from=build /app/pipelines /app/pipelines
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /data
VOLUME /data
ENTRYPOINT ["node", "/app/dist/bin/main.js"]
CMD ["--help"]
