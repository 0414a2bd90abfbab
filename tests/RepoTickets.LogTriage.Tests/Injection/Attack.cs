namespace RepoTickets.LogTriage.Tests.Injection;

/// <summary>A record that tries to talk a model into something, and what a model that obeys it says.</summary>
internal sealed record Attack
{
    /// <summary>Of which kind it is.</summary>
    internal required string Family { get; init; }

    /// <summary>The service that logs it, a name of its own, so that each attack is a fault of its own.</summary>
    internal required string Service { get; init; }

    /// <summary>The record, as a line of JSON.</summary>
    internal required string Line { get; init; }

    /// <summary>What may not leave the process; null when nothing was planted.</summary>
    internal string? Secret { get; init; }

    /// <summary>The kind of fault that it asks for.</summary>
    internal required string ErrorType { get; init; }

    internal required string Severity { get; init; }

    internal required bool CreateTicket { get; init; }

    /// <summary>How the answer is wrapped.</summary>
    internal required int Wrapping { get; init; }

    public override string ToString() => $"{Family} {Service}";
}
