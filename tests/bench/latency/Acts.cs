using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Sightloop.Bench.Product;
using Sightloop.Demo.Api;
using Sightloop.Demo.Loop;

namespace Sightloop.Bench.Latency;

/// <summary>The four acts of the target, on a project with images, labels and a model.</summary>
internal sealed class Acts(RunningProduct product, LabelledProject project, IReadOnlyList<byte[]> photographs)
{
    private readonly HttpClient http = product.Http;
    private AnnotationSet? shown;
    private PoolImage? image;
    private int turn;

    public IReadOnlyList<Act> All =>
    [
        new("page of 50 images", 200, Nothing, cancellation => http.GetAsync($"api/v1/projects/{project.Id}/images?limit=50", cancellation)),
        new("saving annotations", 200, OpenAsync, SaveAsync),
        new("upload of one image", 200, Nothing, UploadAsync),
        new("predict", 300, Nothing, PredictAsync),
    ];

    private static Task Nothing(CancellationToken cancellation) => Task.CompletedTask;

    private async Task OpenAsync(CancellationToken cancellation)
    {
        image = project.Images[turn++ % project.Images.Count];
        shown = await product.Client.AnnotationsAsync(image.Id, cancellation);
    }

    private Task<HttpResponseMessage> SaveAsync(CancellationToken cancellation)
    {
        var annotations = image!.Truth.Select(truth => new NewAnnotation(truth.Label, PixelBox.From(truth.Box)));
        var request = new HttpRequestMessage(HttpMethod.Put, $"api/v1/images/{image.Id}/annotations")
        {
            Content = JsonContent.Create(new { annotations, done = true, durationMs = 1000 }, options: Transport.Json),
        };
        request.Headers.TryAddWithoutValidation("If-Match", shown!.Tag);
        return http.SendAsync(request, cancellation);
    }

    private Task<HttpResponseMessage> UploadAsync(CancellationToken cancellation) =>
        http.PostAsync($"api/v1/projects/{project.Id}/images", Form("files", Fresh(photographs[turn % photographs.Count], turn++)), cancellation);

    private Task<HttpResponseMessage> PredictAsync(CancellationToken cancellation) =>
        http.PostAsync($"api/v1/projects/{project.Id}/predict?threshold=0.3", Form("file", photographs[turn++ % photographs.Count]), cancellation);

    private static MultipartFormDataContent Form(string field, byte[] bytes)
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return new() { { part, field, "one.jpg" } };
    }

    /// <summary>The same picture as another file: a comment segment with a number behind the JPEG's first marker.</summary>
    private static byte[] Fresh(byte[] jpeg, int number)
    {
        const int MarkerLength = 2;
        Span<byte> comment = [0xff, 0xfe, 0, 6, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(comment[4..], number);
        return [.. jpeg[..MarkerLength], .. comment, .. jpeg[MarkerLength..]];
    }
}
