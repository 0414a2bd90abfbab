using System.Diagnostics.CodeAnalysis;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

/// <summary>Between the configuration and the bytes of <c>config.yaml</c>. Thread-safe.</summary>
internal sealed class ConfigurationFormat(TextLimits limits)
{
    private static readonly string[] Keys = ["default_status", "id_prefix", "labels", "priorities", "statuses"];

    // The configuration holds no times.
    private static readonly TimestampText Timestamps = new(TimeZoneInfo.Utc);

    /// <summary>Reads the file; keys that are missing have their defaults.</summary>
    /// <param name="path">The path inside the <c>.tickets</c> folder, for the fault.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="configuration">What it says.</param>
    /// <param name="warnings">
    /// What is wrong but does not keep it from being read: unknown keys, which are kept, and rules that the values break.
    /// </param>
    /// <param name="fault">Why it cannot be read.</param>
    internal bool TryRead(
        string path,
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out TicketsConfiguration? configuration,
        out ValueList<FieldProblem> warnings,
        [NotNullWhen(false)] out DocumentFault? fault) => TryRead(path, bytes, out configuration, out _, out warnings, out fault);

    /// <summary>The file of a new configuration.</summary>
    internal static byte[] Create(TicketsConfiguration configuration) => DocumentText.Write(DocumentSyntax.Yaml, Encode(configuration));

    /// <summary>The file with the keys that differ changed and everything else as it is, byte for byte.</summary>
    /// <exception cref="DocumentFaultException">The file cannot be read.</exception>
    internal byte[] Rewrite(string path, ReadOnlySpan<byte> current, TicketsConfiguration after)
    {
        if (!TryRead(path, current, out var before, out var text, out _, out var fault))
        {
            throw new DocumentFaultException(fault);
        }

        return before.Equals(after) ? current.ToArray() : text.Edit(Encode(before), Encode(after));
    }

    private bool TryRead(
        string path,
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out TicketsConfiguration? configuration,
        [NotNullWhen(true)] out DocumentText? text,
        out ValueList<FieldProblem> warnings,
        [NotNullWhen(false)] out DocumentFault? fault)
    {
        (configuration, warnings, fault) = (null, [], null);
        if (!DocumentText.TryParse(DocumentSyntax.Yaml, bytes, limits, out text, out var textFault))
        {
            fault = Locate(textFault, path);
            return false;
        }

        var context = new BindingContext(Timestamps);
        var read = Bind(new MappingReader(text.Root, context, ""));
        if (context.Fault is not null)
        {
            fault = Locate(context.Fault, path);
            return false;
        }

        configuration = read;
        warnings = [.. UnknownKeys(text.Root), .. DocumentValidator.Validate(read)];
        return true;
    }

    private static TicketsConfiguration Bind(MappingReader reader)
    {
        var defaults = new TicketsConfiguration();
        return new()
        {
            DefaultStatus = reader.Status("default_status"),
            IdPrefix = reader.Text("id_prefix", defaults.IdPrefix),
            Labels = reader.Has("labels") ? reader.Texts("labels") : defaults.Labels,
            Priorities = reader.Priorities("priorities", defaults.Priorities),
            Statuses = reader.Statuses("statuses", defaults.Statuses),
        };
    }

    private static MappingValue Encode(TicketsConfiguration configuration) => new MappingBuilder(Timestamps)
        .Text("default_status", configuration.DefaultStatus.Value)
        .Text("id_prefix", configuration.IdPrefix)
        .Texts("labels", configuration.Labels)
        .Texts("priorities", configuration.Priorities.Select(static priority => priority.Value))
        .Texts("statuses", configuration.Statuses.Select(static status => status.Value))
        .Build();

    private static IEnumerable<FieldProblem> UnknownKeys(MappingNode root) =>
        from entry in root.Entries
        where !Keys.Contains(entry.Key.Text, StringComparer.Ordinal)
        select new FieldProblem(
            DisplayText.Escape(entry.Key.Text),
            DisplayText.Escape((entry.Value as ScalarNode)?.Text),
            $"The key in line {entry.Key.Line} is not known. It is kept, but the Python package refuses the whole file for it.");

    private static DocumentFault Locate(TextFault fault, string path) => new(path, fault.Reason, fault.Message, fault.Line, fault.Column);
}
