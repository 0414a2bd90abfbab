using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;
using RepoTickets.Mcp.Policy;

namespace RepoTickets.Mcp.Tools;

/// <summary>All tools, and those of them that a policy allows.</summary>
internal static class ToolCatalog
{
    private static readonly Type[] Holders = [typeof(ListTools), typeof(TicketTools), typeof(ClaimTools), typeof(WorkflowTools)];

    private static readonly List<MethodInfo> Methods =
    [
        .. Holders.SelectMany(static holder => holder.GetMethods()).Where(
            static method => method.IsDefined(typeof(McpServerToolAttribute))),
    ];

    /// <summary>The names of all tools.</summary>
    internal static IReadOnlyCollection<string> Names { get; } = [.. Methods.Select(static method => Attribute(method).Name!)];

    /// <summary>A server with this policy has a tool at all.</summary>
    internal static bool HasAny(AccessPolicy policy) => Methods.Any(method => IsAllowed(policy, method));

    /// <summary>Adds what the tools are made of, and those that the policy allows.</summary>
    internal static IMcpServerBuilder WithTickets(this IMcpServerBuilder builder, AccessPolicy policy)
    {
        foreach (var holder in Holders)
        {
            builder.Services.AddSingleton(holder);
        }

        var allowed = Methods.Where(method => IsAllowed(policy, method)).Select(Make);
        return builder.WithTools(allowed).WithRequestFilters(static filters => filters.AddCallToolFilter(ToolGuard.Around));
    }

    private static bool IsAllowed(AccessPolicy policy, MethodInfo method) =>
        policy.Allows(Attribute(method).Name!, Attribute(method).ReadOnly);

    private static McpServerToolAttribute Attribute(MethodInfo method) => method.GetCustomAttribute<McpServerToolAttribute>()!;

    private static McpServerTool Make(MethodInfo method)
    {
        var tool = McpServerTool.Create(method, request => request.Services!.GetRequiredService(method.DeclaringType!));
        tool.ProtocolTool.OutputSchema = ResultSchemas.Of(tool.ProtocolTool.Name);

        // A parameter that is not known is refused, so clients may know it before they call.
        var schema = JsonNode.Parse(tool.ProtocolTool.InputSchema.GetRawText())!;
        schema["additionalProperties"] = false;
        tool.ProtocolTool.InputSchema = JsonSerializer.SerializeToElement(schema);
        return tool;
    }
}
