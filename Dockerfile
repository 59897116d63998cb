# The application alone: the database is a server of its own, named by DATABASE_URL.
FROM node:24-bookworm-slim AS build
WORKDIR /vigil
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/ready.mjs && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /vigil
COPY --from=build /vigil ./
# Anchors and rejected rows are kept here: mount a volume, or have them collected.
RUN mkdir -p /var/lib/vigil && chown node:node /var/lib/vigil
USER node
ENV PORT=3000 HOST=0.0.0.0 VIGIL_DATA=/var/lib/vigil
VOLUME /var/lib/vigil
EXPOSE 3000
HEALTHCHECK --interval=15s --start-period=30s \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"
# An embedded database inside a container would be lost with it.
CMD ["sh", "-c", ": \"${DATABASE_URL:?set DATABASE_URL to a PostgreSQL server of version 15 or newer}\"; exec node dist/main.js"]
