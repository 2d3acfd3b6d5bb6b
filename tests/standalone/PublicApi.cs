namespace Sightloop.Standalone.Tests;

/// <summary>The calls of the public API, version 1, that integrators rely on; parameters are written {}.</summary>
internal static class PublicApi
{
    public static IReadOnlyList<string> Calls { get; } =
        """
        POST /api/v1/projects
        GET /api/v1/projects
        GET /api/v1/projects/{}
        PATCH /api/v1/projects/{}
        DELETE /api/v1/projects/{}
        POST /api/v1/projects/{}/labels
        GET /api/v1/projects/{}/labels
        PATCH /api/v1/projects/{}/labels/{}
        DELETE /api/v1/projects/{}/labels/{}
        POST /api/v1/projects/{}/labels/{}/merge
        POST /api/v1/projects/{}/images
        GET /api/v1/projects/{}/images
        POST /api/v1/projects/{}/imports
        GET /api/v1/projects/{}/imports
        GET /api/v1/imports/{}
        POST /api/v1/imports/{}/cancel
        GET /api/v1/images/{}
        DELETE /api/v1/images/{}
        GET /api/v1/images/{}/content
        GET /api/v1/images/{}/thumbnail
        GET /api/v1/images/{}/annotations
        PUT /api/v1/images/{}/annotations
        GET /api/v1/images/{}/revisions
        POST /api/v1/images/{}/restore
        GET /api/v1/projects/{}/queue
        POST /api/v1/projects/{}/queue/claims
        PATCH /api/v1/projects/{}/queue/claims/{}
        DELETE /api/v1/projects/{}/queue/claims/{}
        POST /api/v1/images/{}/review
        GET /api/v1/projects/{}/boxes
        GET /api/v1/projects/{}/boxes/{}/crop
        POST /api/v1/projects/{}/boxes/verdicts
        POST /api/v1/projects/{}/trainings
        GET /api/v1/projects/{}/trainings
        GET /api/v1/trainings/{}
        GET /api/v1/trainings/{}/events
        POST /api/v1/trainings/{}/cancel
        GET /api/v1/projects/{}/models
        GET /api/v1/models/{}
        GET /api/v1/models/{}/onnx
        POST /api/v1/models/{}/promote
        POST /api/v1/projects/{}/autolabels
        GET /api/v1/projects/{}/autolabels
        GET /api/v1/autolabels/{}
        POST /api/v1/autolabels/{}/cancel
        POST /api/v1/autolabels/{}/undo
        POST /api/v1/projects/{}/predict
        GET /api/v1/projects/{}/export
        POST /api/v1/projects/{}/exports
        GET /api/v1/projects/{}/exports
        GET /api/v1/projects/{}/effort
        GET /api/v1/projects/{}/thresholds
        GET /api/v1/projects/{}/doubtful
        POST /api/v1/projects/{}/cameras
        GET /api/v1/projects/{}/cameras
        POST /api/v1/cameras/{}/frames
        GET /api/v1/events
        GET /api/v1/projects/{}/events
        GET /api/v1/projects/{}/trail
        GET /api/v1/images/{}/trail
        GET /api/v1/services/{}/messages
        GET /api/v1/services/{}/failed-messages
        POST /api/v1/services/{}/failed-messages/replay
        POST /api/v1/services/{}/failed-messages/{}/{}/replay
        DELETE /api/v1/services/{}/failed-messages/{}/{}
        GET /health/live
        GET /health/ready
        """.Split('\n');
}
