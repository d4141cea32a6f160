# Kaname as a container. infra/README.md says how it is built and run, and what of it has been tried.
ARG NODE_VERSION=20

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /app
# .npmrc keeps packages from running scripts while they are installed: what is native comes prebuilt.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
# This package carries its libraries for every platform.
RUN find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d \
  ! -path "*/linux/$(node -p process.arch)" -exec rm -rf {} +
COPY tsconfig.json ./
COPY bin/build.mjs ./bin/
COPY src ./src
# Without sources beside it, `kaname` runs the build as it is. What is left of src are texts that it reads.
RUN node bin/build.mjs && find src -name '*.ts' -delete && find src -type d -empty -delete

FROM node:${NODE_VERSION}-slim
ENV PORT=3978 KANAME_DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node -m 0700 /data
COPY package.json LICENSE ./
COPY bin/kaname.mjs bin/build.mjs ./bin/
COPY assets ./assets
COPY adaptive-cards ./adaptive-cards
COPY appPackage ./appPackage
COPY samples/policies ./samples/policies
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/src ./src
COPY --from=build /app/dist ./dist
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/kaname.mjs"]
CMD ["start"]
