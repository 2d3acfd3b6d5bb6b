# The gateway with the studio inside: the only image that faces out.
#   docker build -f infra/docker/gateway.Dockerfile -t sightloop/gateway .
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0
ARG NODE=node:22-bookworm-slim

FROM ${NODE} AS studio
WORKDIR /source/services/web
COPY services/web/package.json services/web/package-lock.json services/web/.npmrc ./
RUN npm ci
COPY services/web .
RUN npm run build

FROM ${SDK} AS build
WORKDIR /source
COPY . .
COPY --from=studio /source/services/web/dist services/web/dist
RUN dotnet publish services/gateway -c Release -o /app --tl:off -v q

FROM ${RUNTIME}
COPY infra/docker/health infra/docker/start /usr/local/bin/
COPY --from=build /app /app
RUN mkdir -p /data && chown 1654:1654 /data
ENV SERVICE=gateway ASPNETCORE_HTTP_PORTS=8080 HOME=/tmp DOTNET_EnableDiagnostics=0 Database__Folder=/data/db
WORKDIR /app
USER 1654:1654
VOLUME /data
EXPOSE 8080 9464
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s CMD ["health"]
ENTRYPOINT ["start"]
