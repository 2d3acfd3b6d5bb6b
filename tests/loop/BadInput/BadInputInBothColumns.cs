using Sightloop.Loop.Tests.Running;

namespace Sightloop.Loop.Tests.BadInput;

[Collection(Alone.OnTheMachine)]
public sealed class BadInputOnFilesTests(ProductOnFiles running) : BadInputTests(running), IClassFixture<ProductOnFiles>;

[Collection(Alone.OnTheMachine)]
public sealed class BadInputOnServersTests(ProductOnServers running) : BadInputTests(running), IClassFixture<ProductOnServers>;
