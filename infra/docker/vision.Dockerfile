# training and inference, for processors or GPUs.
#   docker build -f infra/docker/vision.Dockerfile --build-arg SERVICE=inference -t sightloop/inference .
#   docker build -f infra/docker/vision.Dockerfile --build-arg SERVICE=inference --build-arg ACCELERATOR=cuda \
#     --build-arg RUNTIME=nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04 -t sightloop/inference:cuda .
# Any RUNTIME with glibc and bash will do: the .NET runtime is copied in. For cuda it brings CUDA 12 and cuDNN 9, as ONNX Runtime's GPU package needs them.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG ASPNET=mcr.microsoft.com/dotnet/aspnet:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0
ARG NODE=node:22-bookworm-slim

FROM ${SDK} AS build
ARG SERVICE
ARG ACCELERATOR=cpu
WORKDIR /source
COPY . .
RUN dotnet publish "services/${SERVICE}" -c Release -o /app -p:Accelerator=${ACCELERATOR} --tl:off -v q

# What training begins from: fetched by npm, checked by infra/weights.lock.
FROM ${NODE} AS weights
ARG SERVICE
COPY infra/weights infra/weights.lock /infra/
RUN mkdir -p /cache/weights && if [ "${SERVICE}" = training ]; then apt-get update && apt-get install -y --no-install-recommends openssl && SIGHTLOOP_CACHE=/cache /infra/weights; fi

FROM ${ASPNET} AS aspnet

FROM ${RUNTIME}
ARG SERVICE
COPY --from=aspnet /usr/share/dotnet /usr/share/dotnet
COPY --from=weights /cache/weights /weights
COPY infra/docker/health infra/docker/start /usr/local/bin/
COPY --from=build /app /app
RUN mkdir -p /data && chown 1654:1654 /data
ENV SERVICE=${SERVICE} DOTNET_ROOT=/usr/share/dotnet PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/share/dotnet \
    ASPNETCORE_HTTP_PORTS=8080 HOME=/tmp DOTNET_EnableDiagnostics=0 \
    Database__Folder=/data/db Objects__Folder=/data/objects Training__RunFolder=/data/runs Training__BaseWeights=/weights/nanodet.json
WORKDIR /app
USER 1654:1654
VOLUME /data
EXPOSE 8080 9464
HEALTHCHECK --interval=5s --timeout=3s --start-period=120s CMD ["health"]
ENTRYPOINT ["start"]
