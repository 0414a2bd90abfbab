using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using RepoTickets;
using RepoTickets.Hosting;
using RepoTickets.Workflows;
using RepoTickets.Workflows.Engine;
using RepoTickets.Workflows.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds workflows to a composition.</summary>
public static class WorkflowsBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IWorkflowEngine"/> on the host's <see cref="ITicketStore"/>, and what <c>AddAgents</c> adds. Calling it again
    /// changes options and adds nothing. Nothing runs by itself: call <see cref="IWorkflowEngine.RunAsync"/> from a background service of
    /// the host. The host stops the engine with its hosted services; a program without a host calls <see cref="IWorkflowEngine.StopAsync"/>
    /// before it disposes of the services.
    /// </summary>
    /// <param name="builder">
    /// The composition; it needs a store, such as that of <c>AddStorage</c>. With <c>AddEvents</c> steps can wait for events.
    /// </param>
    /// <param name="configure">Changes options.</param>
    public static IRepoTicketsBuilder AddWorkflows(this IRepoTicketsBuilder builder, Action<WorkflowOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddAgents();
        var services = builder.Services;
        var name = builder.Name;
        builder.RequireStore(nameof(AddWorkflows));
        builder.AddCheckedOptions<WorkflowOptions, WorkflowOptionsValidator>(configure);
        services.TryAddSingleton<CreatedEngine>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WorkflowEngineStopper>());
        services.TryAddSingleton<IWorkflowEngine>(provider => provider.GetRequiredService<CreatedEngine>().Note(WorkflowEngines.Make(new()
        {
            Store = provider.GetStore(nameof(AddWorkflows)),
            Options = provider.GetOptions<WorkflowOptions>(name),
            Time = provider.GetRequiredService<TimeProvider>(),
            Identifiers = provider.GetRequiredService<IIdentifierGenerator>(),
            Logger = WorkflowsTelemetryRegistration.LoggerOf(provider, WorkflowsTelemetry.Name),
            Steps = new(provider.GetServices<WorkflowStepFactory>().Select(factory => factory.Make(provider))),
            Definitions = new(
                provider.GetServices<WorkflowDefinitionRegistration>().Select(static registration => registration.Definition)),
            Agents = provider.GetRequiredService<AgentEnvironment>(),
            Policy = provider.GetRequiredService<IAssignmentPolicy>(),
            Events = provider.GetService<IEventDerivation>(),
            Holder = "",
        })));
        return builder;
    }

    /// <summary>Registers a definition, so that workflows can be started by its name. Adds workflows as well.</summary>
    public static IRepoTicketsBuilder AddWorkflow(this IRepoTicketsBuilder builder, WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        builder.AddWorkflows();
        builder.Services.AddSingleton(new WorkflowDefinitionRegistration(definition));
        return builder;
    }

    /// <summary>
    /// Registers code for steps, made anew for each attempt in a scope of its own; unless the host has registered the type otherwise, it is
    /// registered as scoped. Adds workflows as well.
    /// </summary>
    /// <typeparam name="TStep">The code.</typeparam>
    /// <param name="builder">The composition.</param>
    /// <param name="name">The name that <see cref="CodeStep.Code"/> gives; each only once.</param>
    public static IRepoTicketsBuilder AddWorkflowStep<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStep>(
        this IRepoTicketsBuilder builder, string name)
        where TStep : class, IWorkflowStep
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.AddWorkflows();
        builder.Services.TryAddScoped<TStep>();
        builder.Services.AddSingleton(new WorkflowStepFactory(provider =>
        {
            var scopes = provider.GetRequiredService<IServiceScopeFactory>();
            return new(name, async (context, cancellationToken) =>
            {
                try
                {
                    var scope = scopes.CreateAsyncScope();
                    await using (scope.ConfigureAwait(false))
                    {
                        return await scope.ServiceProvider.GetRequiredService<TStep>().RunAsync(
                            context, cancellationToken).ConfigureAwait(false);
                    }
                }
                catch (ObjectDisposedException exception) when (StepContainerDisposedException.IsDisposed(scopes))
                {
                    throw new StepContainerDisposedException(exception);
                }
            });
        }));
        return builder;
    }

    /// <summary>Registers a function as code for steps. Adds workflows as well.</summary>
    /// <param name="builder">The composition.</param>
    /// <param name="name">The name that <see cref="CodeStep.Code"/> gives; each only once.</param>
    /// <param name="step">The function.</param>
    public static IRepoTicketsBuilder AddWorkflowStep(this IRepoTicketsBuilder builder, string name, WorkflowStepFunction step)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(step);
        builder.AddWorkflows();
        builder.Services.AddSingleton(new WorkflowStepFactory(_ => new(name, step)));
        return builder;
    }
}
