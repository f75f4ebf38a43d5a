# One image for every part; docker-compose.yml says which part a container runs.
FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
# The Node of the image is the one that runs, and the database is a container of its own: no optional packages.
RUN npm ci --omit=dev --omit=optional
COPY . .
# A volume that is put here belongs to the user who runs the parts.
RUN mkdir /data && chown node:node /data
USER node
ENTRYPOINT ["node", "doors/cli/mercia.mjs"]
