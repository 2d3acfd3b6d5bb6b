# A service without a network of its own to run: ingest, labeling, audit.
#   docker build -f infra/docker/service.Dockerfile --build-arg SERVICE=labeling -t sightloop/labeling .
# PACKAGES are Debian packages the service calls (ingest: ffmpeg). SDK and RUNTIME may be any images with bash (infra/docker/build-offline makes its own).
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${SDK} AS build
ARG SERVICE
WORKDIR /source
COPY . .
RUN dotnet publish "services/${SERVICE}" -c Release -o /app --tl:off -v q

FROM ${RUNTIME}
ARG SERVICE
ARG PACKAGES=""
RUN if [ -n "${PACKAGES}" ]; then apt-get update && apt-get install -y --no-install-recommends ${PACKAGES} && rm -rf /var/lib/apt/lists/*; fi
COPY infra/docker/health infra/docker/start /usr/local/bin/
COPY --from=build /app /app
# The root file system may be read-only: what is written goes to /data (volume) and /tmp (memory).
RUN mkdir -p /data && chown 1654:1654 /data
ENV SERVICE=${SERVICE} ASPNETCORE_HTTP_PORTS=8080 HOME=/tmp DOTNET_EnableDiagnostics=0 \
    Database__Folder=/data/db Objects__Folder=/data/objects Ingest__SpoolFolder=/data/spool
WORKDIR /app
USER 1654:1654
VOLUME /data
EXPOSE 8080 9464
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s CMD ["health"]
ENTRYPOINT ["start"]
