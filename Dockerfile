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
USER node
ENV PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=15s --start-period=30s \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"
# An embedded database inside a container would be lost with it.
CMD ["sh", "-c", ": \"${DATABASE_URL:?set DATABASE_URL to a PostgreSQL server of version 15 or newer}\"; exec node dist/main.js"]
