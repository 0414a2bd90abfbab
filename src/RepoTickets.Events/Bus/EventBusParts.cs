using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RepoTickets.Events;

/// <summary>What a bus is made of.</summary>
internal sealed record EventBusParts
{
    internal required IEventTypes Types { get; init; }

    internal EventsOptions Options { get; init; } = new();

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal IIdentifierGenerator Identifiers { get; init; } = new IdentifierGenerator();

    internal ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Null without a store: nothing is derived and no position is waited for.</summary>
    internal IEventFeed? Feed { get; init; }

    /// <summary>Null: the history cannot be exported or imported.</summary>
    internal IEventJson? Json { get; init; }

    internal IMeterFactory? Meters { get; init; }
}
