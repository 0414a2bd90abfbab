// A web API over a repository: problem details for what the store refuses, ETags for versions. It calls itself once and ends.
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Diagnostics;
using RepoTickets;

var folder = Directory.CreateTempSubdirectory("consumer-").FullName;
try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args });
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    builder.Logging.ClearProviders();
    builder.Services.AddProblemDetails();
    builder.Services.AddRepoTicketsSdk(folder, static tickets => tickets.AddStorage(static options => options.CreateIfMissing = true));
    await using var app = builder.Build();
    app.UseExceptionHandler(static errors => errors.Run(Problems.WriteAsync));
    app.MapGet("/tickets", static async (string? q, ITicketStore store, CancellationToken cancellationToken) =>
        (await store.QueryAsync(TicketQuery.Parse(q ?? ""), cancellationToken)).Tickets.Select(
            static ticket => new TicketView(ticket.Id.Value, ticket.Title, ticket.Status.ToString())));
    app.MapPost("/tickets", static async (NewTicket posted, ITicketStore store, CancellationToken cancellationToken) =>
    {
        var ticket = await store.CreateAsync(new Ticket { Title = posted.Title }, cancellationToken);
        return Results.Created($"/tickets/{ticket.Id}", new TicketView(ticket.Id.Value, ticket.Title, ticket.Status.ToString()));
    });
    app.MapGet("/tickets/{id}", static async (string id, ITicketStore store, HttpResponse response, CancellationToken cancellationToken) =>
    {
        if (!TicketId.TryParse(id, out var ticketId) || await store.GetAsync(ticketId, cancellationToken) is not { } ticket)
        {
            return Results.NotFound();
        }

        response.Headers.ETag = $"\"{ticket.Version}\"";
        return Results.Ok(new TicketView(ticket.Id.Value, ticket.Title, ticket.Status.ToString()));
    });
    await app.StartAsync();

    using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
    var created = await client.PostAsJsonAsync("/tickets", new NewTicket("Login fails"));
    Check(created.StatusCode == HttpStatusCode.Created, "a ticket is created");
    Check((await client.GetAsync(created.Headers.Location)).Headers.ETag is not null, "a ticket has a version");
    Check((await client.GetFromJsonAsync<TicketView[]>("/tickets?q=status:open"))!.Length == 1, "a query finds it");
    var invalid = await client.PostAsJsonAsync("/tickets", new NewTicket(""));
    Check(invalid.StatusCode == HttpStatusCode.UnprocessableEntity, $"a blank title is refused, not {invalid.StatusCode}");
    Check((await invalid.Content.ReadAsStringAsync()).Contains("title", StringComparison.Ordinal), "the refusal names the field");
    Check(
        (await client.GetAsync("/tickets?q=colour:red")).StatusCode == HttpStatusCode.BadRequest, "a query that cannot be read is refused");
    Check((await client.GetAsync("/tickets/NONE-1")).StatusCode == HttpStatusCode.NotFound, "what is not there is not found");
    await app.StopAsync();
    Console.WriteLine("WebApi: ok");
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Check(bool holds, string what)
{
    if (!holds)
    {
        throw new InvalidOperationException($"Does not hold: {what}.");
    }
}

internal sealed record NewTicket(string Title);

internal sealed record TicketView(string Id, string Title, string Status);

/// <summary>What the store refuses, as problem details.</summary>
internal static class Problems
{
    internal static Task WriteAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var status = error switch
        {
            InvalidDocumentException => StatusCodes.Status422UnprocessableEntity,
            QuerySyntaxException => StatusCodes.Status400BadRequest,
            VersionConflictException => StatusCodes.Status409Conflict,
            StoreReadOnlyException or StoreBusyException => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        return Results.Problem(error is RepoTicketsException ? error.Message : null, statusCode: status).ExecuteAsync(context);
    }
}
