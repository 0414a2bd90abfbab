namespace RepoTickets.LogTriage.Tests.Servers;

/// <summary>Something that goes wrong with one request to a fake server.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Status">The status, for <see cref="FaultKind.Answer"/>.</param>
/// <param name="Body">The body, for <see cref="FaultKind.Answer"/> and <see cref="FaultKind.Garbage"/>.</param>
/// <param name="Headers">Further headers, for <see cref="FaultKind.Answer"/>.</param>
/// <param name="Delay">How long it takes, for <see cref="FaultKind.Delay"/>.</param>
internal sealed record Fault(
    FaultKind Kind, int Status = 200, string Body = "", IReadOnlyDictionary<string, string>? Headers = null, TimeSpan Delay = default)
{
    /// <summary>The body when it is no text, for <see cref="FaultKind.Answer"/>.</summary>
    internal byte[]? Bytes { get; init; }

    internal static Fault ResetBefore { get; } = new(FaultKind.ResetBefore);

    internal static Fault ResetAfter { get; } = new(FaultKind.ResetAfter);

    internal static Fault HangBefore { get; } = new(FaultKind.HangBefore);

    internal static Fault HangAfter { get; } = new(FaultKind.HangAfter);

    internal static Fault Torn { get; } = new(FaultKind.Torn);

    internal static Fault Answer(int status, string body = "", params (string Name, string Value)[] headers) =>
        new(FaultKind.Answer, status, body, headers.ToDictionary(static pair => pair.Name, static pair => pair.Value));

    internal static Fault Garbage(string body = "<html>gateway</html>") => new(FaultKind.Garbage, Body: body);

    internal static Fault Slow(TimeSpan delay) => new(FaultKind.Delay, Delay: delay);
}

/// <summary>The kinds of fault. "Before" means that the request had no effect; "after" that it had.</summary>
internal enum FaultKind
{
    Answer,
    ResetBefore,
    ResetAfter,
    HangBefore,
    HangAfter,
    Torn,
    Garbage,
    Delay,
}
