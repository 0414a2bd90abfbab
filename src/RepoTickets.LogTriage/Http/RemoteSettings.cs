using Microsoft.Extensions.Logging;

namespace RepoTickets.LogTriage.Http;

/// <summary>What a <see cref="RemoteClient"/> is made of.</summary>
internal sealed class RemoteSettings
{
    /// <summary>The remote's name in messages, and that of its client at the factory.</summary>
    internal required string Name { get; init; }

    /// <summary>Its address, checked, with a slash at the end.</summary>
    internal required Uri Address { get; init; }

    internal required RemoteOptions Options { get; init; }

    internal required IHttpClientFactory Clients { get; init; }

    internal required TimeProvider Time { get; init; }

    internal required ILogger Logger { get; init; }

    internal TriageTelemetry Telemetry { get; init; } = TriageTelemetry.Shared;

    /// <summary>Puts the credentials on a request.</summary>
    internal required Action<HttpRequestMessage> Authorize { get; init; }

    internal required SecretScrubber Scrubber { get; init; }

    /// <summary>Finds the message in the body of a refusal.</summary>
    internal Func<string, string> ReadError { get; init; } = static body => body;

    /// <summary>0 to 1, to spread the repeats of several callers.</summary>
    internal Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    /// <summary>The largest body that is read, in bytes.</summary>
    internal int LargestAnswer { get; init; } = 64 * 1024 * 1024;
}
