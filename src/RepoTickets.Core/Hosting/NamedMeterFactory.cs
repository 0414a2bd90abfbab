using System.Diagnostics.Metrics;

namespace RepoTickets;

/// <summary>
/// The host's factory of meters as a named composition sees it: every meter made by it carries the composition's name as a tag, so that
/// instruments of two compositions are told apart wherever they are exported. Without a factory of the host's, meters belong to whoever
/// asked.
/// </summary>
internal sealed class NamedMeterFactory(IMeterFactory? host, string composition) : IMeterFactory
{
    /// <summary>The tag of a meter that names its composition. The packages have it in shared source; docs/telemetry.md names it.</summary>
    internal const string CompositionTag = "repotickets.composition";

    /// <summary>The factory that marks the meters as its own; null when the host has none.</summary>
    internal IMeterFactory? Host => host;

    internal string Composition => composition;

    /// <summary>The composition that a meter belongs to; empty for the default one and for meters of others.</summary>
    internal static string CompositionOf(Meter meter)
    {
        foreach (var (key, value) in meter.Tags ?? [])
        {
            if (key == CompositionTag)
            {
                return value as string ?? "";
            }
        }

        return "";
    }

    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var marked = new MeterOptions(options.Name)
        {
            Version = options.Version,
            Tags = [.. options.Tags ?? [], new(CompositionTag, composition)],

            // Whoever asked by the name alone has put this factory here, and the host's refuses every scope but itself.
            Scope = ReferenceEquals(options.Scope, this) ? null : options.Scope,
            TelemetrySchemaUrl = options.TelemetrySchemaUrl,
        };
        return host?.Create(marked) ?? new Meter(marked);
    }

    public void Dispose()
    {
        // The host's factory is the host's, and meters without one are disposed of by those who have them.
    }
}
