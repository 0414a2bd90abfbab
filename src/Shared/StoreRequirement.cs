using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RepoTickets.Hosting;

// Compiled into each package that works on a store: packages do not see into each other, and Core depends on no options.

/// <summary>What a composition asks for; options only in so far as the host checks options when it starts.</summary>
internal sealed class StoreRequirement
{
    /// <summary>The calls that need a store, such as <c>AddBatch</c>.</summary>
    internal SortedSet<string> Callers { get; } = new(StringComparer.Ordinal);
}

/// <summary>Makes a host without a store fail when it starts, with a sentence that says what to add.</summary>
internal sealed class StoreRequirementValidator(IServiceProvider provider) : IValidateOptions<StoreRequirement>
{
    public ValidateOptionsResult Validate(string? name, StoreRequirement options)
    {
        var hasStore = provider.GetService<IServiceProviderIsService>()?.IsService(typeof(ITicketStore)) != false ||
            (!string.IsNullOrEmpty(name) &&
                provider.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(ITicketStore), name) == true);
        return hasStore ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(StoreRequirements.Explain(string.Join(", ", options.Callers)));
    }
}

/// <summary>How packages say that they need a store.</summary>
internal static class StoreRequirements
{
    /// <summary>Has the host check at its start that the composition has a store.</summary>
    internal static void RequireStore(this IRepoTicketsBuilder builder, string caller)
    {
        builder.AddCheckedOptions<StoreRequirement, StoreRequirementValidator>(requirement => requirement.Callers.Add(caller));
    }

    /// <summary>The store of the composition.</summary>
    /// <exception cref="InvalidOperationException">It has none; the message says what to add.</exception>
    internal static ITicketStore GetStore(this IServiceProvider provider, string caller) =>
        provider.GetService<ITicketStore>() ?? throw new InvalidOperationException(Explain(caller));

    internal static string Explain(string caller) =>
        $"{caller} needs a store, and the composition has none: call AddStorage(path) in the same AddRepoTickets, or register an ITicketStore.";
}
