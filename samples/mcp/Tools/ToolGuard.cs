using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace RepoTickets.Mcp.Tools;

/// <summary>Stands around every call: checks its arguments, and turns what goes wrong into an answer that a model can act on.</summary>
internal static class ToolGuard
{
    internal static McpRequestHandler<CallToolRequestParams, CallToolResult> Around(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next) =>
        async (request, cancellationToken) =>
        {
            // A name that is not known, or not allowed, is an error of the protocol: the package answers it.
            if (request.MatchedPrimitive is not McpServerTool tool)
            {
                return await next(request, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                var problems = ArgumentCheck.Find(tool.ProtocolTool.InputSchema, request.Params?.Arguments);
                return problems.Count > 0
                    ? throw new ToolArgumentException(problems.First, problems.Count)
                    : await next(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (ToolFailures.TryExplain(exception, out var failure))
            {
                return failure;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                GuardLog.Failed(
                    request.Services!
                        .GetRequiredService<ILoggerFactory>()
                        .CreateLogger("RepoTickets.Mcp"), tool.ProtocolTool.Name, exception);
                return ToolFailures.Internal();
            }
        };
}
