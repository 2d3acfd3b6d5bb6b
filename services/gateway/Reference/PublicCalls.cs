namespace Sightloop.Gateway.Reference;

/// <summary>A call of the public API: what it does in a line, and what its code does not tell the document.</summary>
internal sealed record PublicCall(string Method, string Path, string Summary)
{
    public RequestBody? Body { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = [];
}

/// <summary>The whole public API, version 1; parameters are written {}. A test finds each of them in the document; what a caller needs for each stands in Access/Calls.</summary>
internal static class PublicCalls
{
    public static IReadOnlyList<PublicCall> All { get; } =
    [
        new("POST", "/api/v1/projects", "Makes a project: its task and its classes."),
        new("GET", "/api/v1/projects", "The projects, newest first."),
        new("GET", "/api/v1/projects/{}", "A project with its counts by image state."),
        new("PATCH", "/api/v1/projects/{}", "Renames a project or changes its settings."),
        new("DELETE", "/api/v1/projects/{}", "Deletes a project with everything in it; its trail stays."),
        new("POST", "/api/v1/projects/{}/labels", "Adds a class."),
        new("GET", "/api/v1/projects/{}/labels", "The classes of a project."),
        new("PATCH", "/api/v1/projects/{}/labels/{}", "Renames or recolours a class; its labels stay."),
        new("DELETE", "/api/v1/projects/{}/labels/{}", "Deletes a class with its labels."),
        new("POST", "/api/v1/projects/{}/labels/{}/merge", "Merges a class into another one."),
        new("POST", "/api/v1/projects/{}/images", "Uploads images; each file is taken or refused for itself.") { Body = RequestBody.Files },
        new("GET", "/api/v1/projects/{}/images", "The images of a project, by state and class."),
        new("POST", "/api/v1/projects/{}/imports", "Takes an archive or a film clip in as a job.") { Body = RequestBody.Import },
        new("GET", "/api/v1/projects/{}/imports", "The imports of a project, newest first."),
        new("GET", "/api/v1/imports/{}", "An import."),
        new("GET", "/api/v1/imports/{}/events", "An import's progress, server-sent."),
        new("POST", "/api/v1/imports/{}/cancel", "Stops an import; what it has added stays."),
        new("GET", "/api/v1/images/{}", "What is known of an image."),
        new("DELETE", "/api/v1/images/{}", "Deletes an image with its labels."),
        new("GET", "/api/v1/images/{}/content", "An image's bytes as they were uploaded."),
        new("GET", "/api/v1/images/{}/thumbnail", "A small upright JPEG of an image."),
        new("GET", "/api/v1/images/{}/annotations", "An image's labels, or the model's proposal for it."),
        new("PUT", "/api/v1/images/{}/annotations", "Replaces an image's labels as a new revision.") { Headers = ["If-Match"] },
        new("GET", "/api/v1/images/{}/revisions", "Every saved set of labels of an image."),
        new("POST", "/api/v1/images/{}/restore", "Makes an old revision the newest again."),
        new("POST", "/api/v1/images/{}/review", "Decides on a model's proposal: accept, correct, reject or reopen."),
        new("GET", "/api/v1/projects/{}/queue", "The next most valuable images to label or to review, with a reason each."),
        new("POST", "/api/v1/projects/{}/queue/claims", "The same, reserved for the caller for some minutes."),
        new("PATCH", "/api/v1/projects/{}/queue/claims/{}", "Reserves claimed images for longer."),
        new("DELETE", "/api/v1/projects/{}/queue/claims/{}", "Gives claimed images back."),
        new("GET", "/api/v1/projects/{}/boxes", "The wall: boxes of one class, most doubtful first."),
        new("GET", "/api/v1/projects/{}/boxes/{}/crop", "A box cut out of its image."),
        new("POST", "/api/v1/projects/{}/boxes/verdicts", "Right, wrong or another class for many boxes, with a result each."),
        new("POST", "/api/v1/projects/{}/trainings", "Trains a model as a job."),
        new("GET", "/api/v1/projects/{}/trainings", "The trainings of a project, newest first."),
        new("GET", "/api/v1/trainings/{}", "A training."),
        new("GET", "/api/v1/trainings/{}/events", "A training's progress, server-sent."),
        new("POST", "/api/v1/trainings/{}/cancel", "Stops a training."),
        new("GET", "/api/v1/projects/{}/models", "The models of a project with their metrics, newest first."),
        new("GET", "/api/v1/models/{}", "A model: metrics per class, curves, confusion matrix, snapshot."),
        new("GET", "/api/v1/models/{}/onnx", "The model as a self-contained ONNX file."),
        new("POST", "/api/v1/models/{}/promote", "Puts a model into use for predictions."),
        new("POST", "/api/v1/projects/{}/autolabels", "Lets a model label every image that no person has decided, as a job."),
        new("GET", "/api/v1/projects/{}/autolabels", "The auto-label runs of a project, newest first."),
        new("GET", "/api/v1/autolabels/{}", "An auto-label run."),
        new("GET", "/api/v1/autolabels/{}/images", "What an auto-label run did with each image."),
        new("GET", "/api/v1/autolabels/{}/events", "An auto-label run's progress, server-sent."),
        new("POST", "/api/v1/autolabels/{}/cancel", "Stops an auto-label run; its proposals stay."),
        new("POST", "/api/v1/autolabels/{}/undo", "Takes back what still is this run's proposal."),
        new("POST", "/api/v1/projects/{}/predict", "Detects in one image with the model in use or a named one.") { Body = RequestBody.Image },
        new("GET", "/api/v1/projects/{}/export", "The labelled data as a streamed archive."),
        new("POST", "/api/v1/projects/{}/exports", "The same as a job, for large projects."),
        new("GET", "/api/v1/projects/{}/exports", "The exports of a project, newest first."),
        new("GET", "/api/v1/exports/{}", "An export."),
        new("GET", "/api/v1/exports/{}/content", "An export's archive; ranges are served."),
        new("GET", "/api/v1/exports/{}/events", "An export's progress, server-sent."),
        new("POST", "/api/v1/exports/{}/cancel", "Stops an export."),
        new("GET", "/api/v1/projects/{}/thresholds", "What is shown of suggestions, by class: solid, as ghosts or not at all, and what that was expected to cost."),
        new("GET", "/api/v1/projects/{}/doubtful", "Labels that the newest model doubts, human ones too, most doubtful first."),
        new("GET", "/api/v1/projects/{}/effort", "Human and machine seconds, and the saving against drawing all by hand."),
        new("POST", "/api/v1/projects/{}/cameras", "Makes a camera and its key."),
        new("GET", "/api/v1/projects/{}/cameras", "The cameras of a project."),
        new("GET", "/api/v1/cameras/{}", "A camera and when its last frame came."),
        new("DELETE", "/api/v1/cameras/{}", "Removes a camera; its frames stay."),
        new("POST", "/api/v1/cameras/{}/frames", "Takes a camera's frame in; repeating a sequence number is harmless.") { Body = RequestBody.Frame },
        new("GET", "/api/v1/projects/{}/events", "What changed in the project, server-sent."),
        new("GET", "/api/v1/projects/{}/trail", "Who did what when, newest first."),
        new("GET", "/api/v1/images/{}/trail", "An image's story, newest first."),
        new("GET", "/api/v1/session", "Who is signed in, and whether there are accounts at all."),
        new("POST", "/api/v1/session", "Signs in with name and password: a cookie."),
        new("DELETE", "/api/v1/session", "Signs out."),
        new("POST", "/api/v1/session/setup", "Makes the first admin with the one-time token of the log."),
        new("PUT", "/api/v1/session/password", "Changes one's own password; every other session of one's own ends."),
        new("GET", "/api/v1/keys", "One's own API keys, for admins everybody's, newest first."),
        new("POST", "/api/v1/keys", "Makes an API key; it is shown once."),
        new("DELETE", "/api/v1/keys/{}", "Revokes an API key."),
        new("GET", "/api/v1/users", "The people."),
        new("POST", "/api/v1/users", "Adds a person."),
        new("PATCH", "/api/v1/users/{}", "Changes a person's role or password, or disables them."),
        new("GET", "/api/v1/accounts/trail", "Who did what to accounts, newest first."),
    ];

    public static PublicCall? Find(HttpMethod method, string path) =>
        All.FirstOrDefault(call => call.Method == method.Method && call.Path == path);
}
