# One image for every part; docker-compose.yml says which part a container runs. docs/operations.md ("The image") says how it is pinned.
ARG NODE_IMAGE=node:24-bookworm-slim

# The Node of the image is the one that runs, and the database is a container of its own: no optional packages. Nothing reads source maps
# and types at run time, which are nearly half of what remains.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts
RUN find node_modules -type f -regex '.*\(\.map\|\.d\.[cm]?ts\)' -delete

# What a release is made of, and no test.
FROM ${NODE_IMAGE} AS release
WORKDIR /sources
COPY . .
RUN npm pack --silent && mkdir /app && tar -xzf mercia-*.tgz -C /app --strip-components=1

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production
COPY --from=release /app ./
COPY --from=packages /app/node_modules ./node_modules
# A volume that is put here belongs to the user who runs the parts.
RUN mkdir /data && chown node:node /data
USER node
ENTRYPOINT ["node", "doors/cli/mercia.mjs"]
