using System.Text;

namespace RepoTickets.CommandLine.Store;

/// <summary>The text of a configuration whose values need no quotes, such as the default one.</summary>
internal static class ConfigurationText
{
    internal static string Of(TicketsConfiguration configuration)
    {
        var builder = new StringBuilder();
        builder.Append("default_status: ").Append(configuration.DefaultStatus.Value).Append('\n');
        builder.Append("id_prefix: ").Append(configuration.IdPrefix).Append('\n');
        Add(builder, "labels", configuration.Labels);
        Add(builder, "priorities", configuration.Priorities.Select(static priority => priority.Value));
        Add(builder, "statuses", configuration.Statuses.Select(static status => status.Value));
        return builder.ToString();
    }

    private static void Add(StringBuilder builder, string key, IEnumerable<string> items)
    {
        builder.Append(key).Append(":\n");
        foreach (var item in items)
        {
            builder.Append("- ").Append(item).Append('\n');
        }
    }
}
